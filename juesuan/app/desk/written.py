"""The officer's texts as the screen 文字 shows them: a part for each heading, each number with a chip."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from juesuan import figures, reading, wording
from juesuan.app.desk.year_state import Known
from juesuan.figures.provenance import OPEN, UNLINKED, Origin
from juesuan.model import editions, values, written_text
from juesuan.model.accounts import Accounts
from juesuan.model.outcome import Checked
from juesuan.model.problems import UNSEEN, UNWRITTEN, Problem
from juesuan.model.seen import SaidNumber
from juesuan.model.written_text import (
    MARKED,
    OVERALL,
    OWN_REPORT,
    PROJECT_PREFIX,
    SHARED,
    Statement,
    WrittenTexts,
    bare,
)
from juesuan.model.year_folder import TEXTS
from juesuan.reading import texts

EMPTY, MAY_BE_EMPTY, MARKED_STILL, DONE, ATTACHED = "空", "可以不写", "待确认", "完成", "用附件"
"""What a part is."""


class WrittenPiece(Struct, frozen=True):
    """Words of a paragraph, or a number in it with what vouches for it."""

    text: str
    origin: Origin | None = None
    """Where a number comes from; None for words."""
    doubt: str = ""
    """What an open problem says of a number."""

    @property
    def look(self) -> str:
        """The class of the chip: linked, agreed, wrong, unseen, seen, none."""
        found = self.origin
        if found is None or found.is_name:
            return "none"
        if self.doubt:
            return "wrong"
        if not found.is_typed:
            return "linked"
        if UNLINKED in found.tags:
            return "unseen"
        return "agreed" if found.confirmed else "seen"

    @property
    def words(self) -> str:
        """The words of the chip: what vouches for the number, or that nothing does."""
        found = self.origin
        if found is None:
            return ""
        linked = f"{found.name} {'、'.join(found.cells)}"
        own = "本单位自己的指标" if found.is_own else found.seen
        said = {"linked": linked, "agreed": f"= {found.confirmed}", "wrong": self.doubt, "unseen": "没有对照"}
        return said.get(self.look, own)


class WrittenParagraph(Struct, frozen=True):
    """A paragraph as the report will print it."""

    pieces: tuple[WrittenPiece, ...]
    is_marked: bool
    """Whether it still carries 〔待确认〕."""


class WrittenPart(Struct, frozen=True):
    """A heading of 文字材料 that the report takes a text from, with what stands below it."""

    key: str
    """Its heading path, such as 项目：名称/项目综述."""
    state: str
    paragraphs: tuple[WrittenParagraph, ...]
    problems: tuple[Problem, ...]
    """The open problems that name it; those of single numbers stand at the numbers, too."""

    @property
    def name(self) -> str:
        """The last of its headings."""
        return self.key.rpartition("/")[2]

    @property
    def group(self) -> str:
        """The heading of level 1 above it; empty where it has none."""
        return self.key.rpartition("/")[0]

    @property
    def unseen(self) -> tuple[SaidNumber, ...]:
        """Its numbers that nobody has looked at."""
        pieces = (piece for paragraph in self.paragraphs for piece in paragraph.pieces)
        return tuple(
            each.origin.said for each in pieces if each.look == "unseen" and each.origin and each.origin.said
        )


def parts(known: Known, folder: Path) -> tuple[WrittenPart, ...]:
    """The headings that the form of the year in ``folder`` uses, in their order.

    Where the workbook is unreadable they are those that can be known, with the words as they were written.
    """
    checked = known.checked
    if checked is None:
        return tuple(_unchecked(reading.written(reading.given(folder)), known.problems))
    accounts = checked.accounts
    problems = tuple(each for each in known.problems if each.is_open)
    origins = figures.numbers_of(figures.origins_of(checked.figures), checked.typed, problems)
    edition = accounts.department.edition.text
    unused = written_text.unused(editions.named(edition), accounts.department) if edition else ()
    made = texts.slots([each.name.text for each in accounts.projects])
    keys = {key: slot.required for key, slot in made.items() if slot.name not in unused}
    shared = [key for key in accounts.texts if key.startswith(f"{SHARED}/")]
    return tuple(
        _part(key, checked, origins, problems, is_required=keys.get(key, False)) for key in (*keys, *shared)
    )


def _unchecked(found: WrittenTexts, problems: Sequence[Problem]) -> Iterator[WrittenPart]:
    """The headings and texts of a year that could not be checked: no number in them is known."""
    for key, slot in texts.slots(found.projects).items():
        if slot.name in found.unused:
            continue
        lines = [each.text for each in found.texts.get(key, ())]
        written = tuple(
            WrittenParagraph((WrittenPiece(_TAG.sub(r"〔\1〕", bare(line))),), MARKED.search(line) is not None)
            for line in lines
        )
        told = tuple(each for each in problems if _names(each, key))
        yield WrittenPart(key, _state_of(written, told, is_required=slot.required), written, told)


_TAG = re.compile(r"\{\{\s*(.*?)\s*\}\}")


def last_year(known: Known, key: str) -> tuple[str, ...]:
    """The paragraphs that stood under the same heading last year, as that report printed them."""
    last = known.checked.last if known.checked else None
    if last is None or key not in last.texts:
        return ()
    words, _ = wording.tried(last, figures.figures_of(last))
    return tuple(values.plain(each.text) for each in _statements(key, words.statements))


def _part(
    key: str, checked: Checked, origins: Sequence[Origin], problems: Sequence[Problem], *, is_required: bool
) -> WrittenPart:
    written = tuple(_paragraph(each, origins, problems) for each in _statements(key, checked.statements))
    told = tuple(each for each in problems if each.code != UNSEEN and _names(each, key))
    is_attached = _is_attached(key, checked.accounts)
    state = ATTACHED if is_attached else _state_of(written, told, is_required=is_required)
    return WrittenPart(key, state, written, told)


def _statements(key: str, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    begins = f"“{key}”第"
    return tuple(each for each in statements if each.cell.sheet == TEXTS and each.cell.address.startswith(begins))


def _names(problem: Problem, key: str) -> bool:
    return any(TEXTS in each and f"“{key}”" in each for each in (problem.where, *problem.cells))


def _state_of(written: Sequence[WrittenParagraph], told: Sequence[Problem], *, is_required: bool) -> str:
    if not written or any(each.code in UNWRITTEN for each in told):
        return EMPTY if is_required else MAY_BE_EMPTY
    return MARKED_STILL if any(each.is_marked for each in written) else DONE


def _is_attached(key: str, accounts: Accounts) -> bool:
    """Whether a finished report of the department's own takes the place of the text."""
    projects = {f"{PROJECT_PREFIX}{each.project}/{OWN_REPORT}" for each in accounts.attachments if each.project}
    return key in projects or (key == OVERALL and any(each.is_overall for each in accounts.attachments))


def _paragraph(statement: Statement, origins: Sequence[Origin], problems: Sequence[Problem]) -> WrittenParagraph:
    is_marked = MARKED.search(values.plain(statement.text)) is not None
    return WrittenParagraph(tuple(_pieces(statement.text, origins, problems)), is_marked)


def _pieces(text: str, origins: Sequence[Origin], problems: Sequence[Problem]) -> Iterator[WrittenPiece]:
    plain, spans = values.unmarked(text)
    done = 0
    for start, end, serial in spans:
        if words := bare(plain[done:start]):
            yield WrittenPiece(words)
        yield WrittenPiece(plain[start:end], origins[serial], _doubt(plain[start:end], origins[serial], problems))
        done = end
    if words := bare(plain[done:]):
        yield WrittenPiece(words)


def _doubt(number: str, origin: Origin, problems: Sequence[Problem]) -> str:
    """What an open problem says of a typed number; those of a whole paragraph stand above it."""
    if not (origin.is_typed and OPEN in origin.tags):
        return ""
    near = (problems[place] for place in origin.problems)
    return next((each.message for each in near if each.code != UNSEEN and number in each.message), "")
