"""The edits kept from before and those made since as one list: an edit that undoes an earlier one cancels it."""

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher

from msgspec.structs import replace

from juesuan.compare.alignment import numbers, skeleton
from juesuan.model.edit import Edit, EditKind


def joined(earlier: Iterable[Edit], later: Iterable[Edit]) -> tuple[Edit, ...]:
    """Both lists as one. Earlier edits keep their numbers, later ones get the numbers that follow.

    ``later`` were found against the file that held ``earlier``. One that takes an earlier one back removes it; one
    that works on a paragraph that was added changes what was added; one that says the same again is left out.
    """
    held = list(earlier)
    number = max((edit.number for edit in held), default=0)
    for edit in later:
        at = next((place for place, each in enumerate(held) if _meets(each, edit)), None)
        if at is None:
            number += 1
            held.append(replace(edit, number=number))
        elif _is_same(held[at], edit):
            continue
        elif _undoes(held[at], edit):
            del held[at]
        elif _adds(held[at], edit):
            held[at] = replace(held[at], after=edit.after)
        else:
            held[at] = replace(edit, number=held[at].number)
    return tuple(held)


def _meets(earlier: Edit, later: Edit) -> bool:
    rules = (_is_same, _undoes, _adds, _is_of_the_same_numbers)
    return any(rule(earlier, later) for rule in rules)


def _adds(earlier: Edit, later: Edit) -> bool:
    """Whether the later one changes what the earlier one added."""
    is_in_text = later.kind is EditKind.REWRITTEN and later.table is None
    return earlier.kind is EditKind.ADDED and is_in_text and earlier.after == later.before


def _is_of_the_same_numbers(earlier: Edit, later: Edit) -> bool:
    """Whether both change the same numbers of one text: it has those of the workbook, so the last wish counts."""
    if not (_only_numbers(earlier) and _only_numbers(later) and _where(earlier) == _where(later)):
        return False
    wished, stood, again = (numbers(text) for text in (earlier.after, later.before, later.after))
    changed = [place for place, number in enumerate(numbers(earlier.before)) if number != wished[place]]
    # one that stands in the text is what the later edit goes on from, and one it leaves alone is still wished for
    return all(stood[place] not in {wished[place], again[place]} for place in changed)


def _only_numbers(edit: Edit) -> bool:
    return edit.kind is EditKind.REWRITTEN and skeleton(edit.before) == skeleton(edit.after)


def _where(edit: Edit) -> tuple[object, ...]:
    row = edit.sought
    return (skeleton(edit.before), _column(edit), None if row is None else (skeleton(row.text), row.nth))


def _is_same(earlier: Edit, later: Edit) -> bool:
    return replace(earlier, number=0) == replace(later, number=0) or (
        not earlier.kind.is_carried
        and (earlier.kind, earlier.before, earlier.after, earlier.author)
        == (later.kind, later.before, later.after, later.author)
    )


_UNDONE_BY = {
    EditKind.REWRITTEN: EditKind.REWRITTEN,
    EditKind.ADDED: EditKind.DELETED,
    EditKind.DELETED: EditKind.ADDED,
    EditKind.ROW_ADDED: EditKind.ROW_DELETED,
    EditKind.ROW_DELETED: EditKind.ROW_ADDED,
}


def _undoes(earlier: Edit, later: Edit) -> bool:
    if _UNDONE_BY.get(earlier.kind) is not later.kind or _column(earlier) != _column(later):
        return False
    if _only_numbers(earlier):
        return (earlier.before, earlier.after) == (later.after, later.before)
    texts = (earlier.before, later.after), (earlier.after, later.before)
    return all(skeleton(one) == skeleton(other) for one, other in texts) and _writes_no_number(earlier, later)


def _writes_no_number(earlier: Edit, later: Edit) -> bool:
    """Whether all numbers stand as they stood, but for those that the earlier edit had taken out."""
    was, now = numbers(later.before), numbers(later.after)
    codes = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    put_in = Counter(number for kind, _, _, c, d in codes if kind != "equal" for number in now[c:d])
    return put_in <= Counter(numbers(earlier.before)) - Counter(numbers(earlier.after))


def _column(edit: Edit) -> tuple[str, int]:
    return ("", 0) if edit.table is None else (skeleton(edit.table.text), edit.column)
