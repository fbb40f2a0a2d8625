"""What a check may say of a workbook with gaps: what holds whatever belongs there, and what was not checked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from juesuan import checks
from juesuan.figures import gaps
from juesuan.model import values
from juesuan.model.accounts import Accounts
from juesuan.model.outcome import Checked
from juesuan.model.problems import Problem, hint
from juesuan.model.values import Figure
from juesuan.model.written_text import Statement, Typed

UNCHECKED = "R100"
"""The code of the hint that some rules could not be checked for the gaps of the workbook."""
_IDLE = frozenset({"S01", "S10"})
"""The codes of what fits nothing any more: with gaps nobody can say so."""
_RULES, _CELLS = 3, 6
"""How many rules, and how many cells, a hint names."""


def certain(accounts: Accounts, looks: Sequence[Checked]) -> Checked:
    """What holds of the ``accounts`` in all ``looks``, each of which had something else in their gaps.

    A look that is alone is as it is: then there are no gaps.
    """
    first, *others = looks
    if not others:
        return first
    known = [(name, each) for name, each in first.figures.items() if all(_has(each, look) for look in others)]
    serials = {each.serial: at for at, (_, each) in enumerate(known)}
    figures = {name: replace(each, serial=at) for at, (name, each) in enumerate(known)}
    count = len(first.figures)
    statements = tuple(_statement(each, accounts, serials, count) for each in first.statements)
    return replace(
        first,
        problems=_problems(accounts, [look.problems for look in looks]),
        figures=figures,
        accounts=accounts,
        statements=statements,
        typed=tuple(_typed(*each) for each in zip(*(look.typed for look in looks), strict=False)),
    )


def _has(figure: Figure, look: Checked) -> bool:
    """Whether a look has the same figure, whatever its serial: there may be more of them."""
    other = look.figures.get(figure.name)
    return other is not None and replace(other, serial=figure.serial) == figure


# ---- what people wrote


def _typed(number: Typed, *others: Typed) -> Typed:
    """The number; where a gap decides what it agrees with or what its sentence says, nobody is asked to look."""
    if all(each == number for each in others):
        return number
    return replace(number, confirmed="", said=(), seen=None)


def _statement(statement: Statement, accounts: Accounts, serials: Mapping[int, int], count: int) -> Statement:
    """The text whose marks are those of the figures that are known; ``count`` figures there were."""
    text, done, made = statement.text, 0, []
    for start, end, serial, words in values.marked(text):
        now = serials.get(serial) if serial < count else serial - count + len(serials)
        made += [text[done:start], "（空着）" if now is None else values.mark(now, words)]
        done = end
    return replace(statement, text=gaps.blanked("".join((*made, text[done:])), accounts))


# ---- what is told


def _problems(accounts: Accounts, looks: Sequence[Sequence[Problem]]) -> tuple[Problem, ...]:
    """The problems that all looks have, then what was not checked."""
    everywhere = set(looks[0]).intersection(*looks[1:])
    kept = tuple(each for each in looks[0] if each in everywhere and each.code not in _IDLE)
    doubtful = [each for look in looks for each in look if each not in everywhere and each.code not in _IDLE]
    return (*kept, *_unchecked(accounts, doubtful))


def _unchecked(accounts: Accounts, doubtful: Iterable[Problem]) -> Iterator[Problem]:
    """A hint for each set of gaps, which names the rules that could not be checked for them.

    A rule hangs on those gaps that its problems name, and else on some of all.
    """
    of_code: dict[str, set[str]] = {}
    for each in doubtful:
        of_code.setdefault(each.code, set()).update((each.where, *each.cells))
    by_gaps: dict[tuple[str, ...], list[str]] = {}
    places = tuple(map(str, accounts.gaps))
    for code, cells in of_code.items():
        named = tuple(place for place in places if place in cells)
        by_gaps.setdefault(named, []).append(code)
    for named, codes in by_gaps.items():
        rules, blank = _listed([_rule(code) for code in codes], _RULES, "条"), named or places
        said = "空着" if named or len(places) == 1 else "里有要用到的空着"
        message = f"没有核对：{rules}，因为 {_listed(blank, _CELLS, '格')} {said}"
        yield replace(hint(UNCHECKED, blank[0], message, "补上空着的格，就会核对。"), cells=blank)


def _rule(code: str) -> str:
    """What a rule asserts, with its code."""
    asserts = next((rule.asserts for rule in checks.RULES if rule.code == code), "别的意见")
    return f"{asserts}（{code}）"


def _listed(words: Sequence[str], most: int, unit: str) -> str:
    more = f"等 {len(words)} {unit}" if len(words) > most else ""
    return "、".join(words[:most]) + more
