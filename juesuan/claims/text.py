"""A text that is looked through: its paragraphs, what they say, and where its figures stand."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from juesuan.claims.announcements import ListAnnouncement, announcements
from juesuan.claims.claim import Aspect, Claim, FigureStatement, Place
from juesuan.claims.clauses import ClaimedParagraph, sentence
from juesuan.claims.sayings import sayings
from juesuan.claims.statements import is_heading, joined, report_year, statements
from juesuan.claims.subjects import numbering
from juesuan.claims.tables import TableClaim, project_at, table_claims
from juesuan.figures.mentions import mentions
from juesuan.model.values import plain

_NEAR = 4
"""How many amounts of one name are tried as the amount that is meant."""


class ClaimedText(Struct, frozen=True, eq=False, dict=True):
    """The paragraphs of a report with their places, read into statements once; each text is one of its own."""

    written: Sequence[tuple[str, Place]]
    """The paragraphs; their numbers may stand in the marks of ``values.mark``, which their mentions then know."""
    units: frozenset[str] = frozenset()
    """Measure words of the department's own, beside the usual ones."""
    rows: Sequence[tuple[str, Place]] = ()
    """The rows of its tables with all their cells, where the paragraphs have none of them or only some cells."""

    @cached_property
    def lines(self) -> list[tuple[str, Place]]:
        """The paragraphs without marks, as a reader sees them."""
        return [(plain(line), place) for line, place in self.written]

    @cached_property
    def paragraphs(self) -> list[ClaimedParagraph]:
        """The paragraphs as they are read, those that go on with 其中 and the cells of a table joined."""
        return [
            ClaimedParagraph(plain(line), place, mentions(line, self.units))
            for line, place in joined(self.written)
        ]

    @cached_property
    def statements(self) -> tuple[FigureStatement, ...]:
        """What it says, in order."""
        return statements(self.paragraphs, self.year)

    @cached_property
    def year(self) -> int | None:
        """The year that it reports of."""
        return report_year(self.lines)

    @cached_property
    def announcements(self) -> Sequence[ListAnnouncement]:
        """The paragraphs that announce a list and say no number themselves."""
        return [each for each in announcements(self.lines) if each.place not in self._by_place]

    @cached_property
    def tables(self) -> tuple[TableClaim, ...]:
        """The numbers of its tables of self-evaluations."""
        return table_claims(self.tabled)

    @cached_property
    def tabled(self) -> Sequence[tuple[str, Place]]:
        """The paragraphs and the rows of tables, in order."""
        rows = {place for _, place in self.rows}
        kept = [each for each in self.lines if each[1] not in rows]
        return sorted((*kept, *self.rows), key=lambda each: each[1].line) if rows else self.lines

    @cached_property
    def tabled_projects(self) -> Sequence[tuple[str, Place, str]]:
        """The paragraphs and the rows of tables, in order, each with its project; empty for none."""
        return tuple(project_at(self.tabled))

    @cached_property
    def projects(self) -> dict[Place, str]:
        """The project that each paragraph is about; empty for none."""
        return {place: project for _, place, project in project_at(self.lines)}

    def sentence(self, place: Place, at: int) -> str:
        """The sentence around a place of a paragraph, with its stop."""
        return sentence(self._raw[place], at)

    def numbering(self, place: Place) -> str:
        """The kind of number that a paragraph begins with: 1. for every such number; empty without one."""
        return numbering(self.line_texts[place])

    @cached_property
    def _raw(self) -> dict[Place, str]:
        return {place: line for line, place in self.lines}

    def is_parted(self, start: int, end: int, style: str) -> bool:
        """Whether a heading between two paragraphs, by their numbers, is numbered otherwise than a list."""
        first = bisect_right(self._headings, (start, "\uffff"))
        return any(
            line < end and kind != style
            for line, kind in self._headings[first : bisect_right(self._headings, (end, ""))]
        )

    @cached_property
    def _headings(self) -> list[tuple[int, str]]:
        """The numbers of the paragraphs that are numbered headings, with the kind of their number."""
        return [(place.line, kind) for line, place in self.lines if is_heading(line) and (kind := numbering(line))]

    def amounts(self, name: str, near: FigureStatement, unit: str) -> list[Claim]:
        """The amounts that a name may mean in a statement, the likeliest first: of its budget, then near."""
        place = self._order[id(near)]
        found = [
            (scope != near.scope, order > place, abs(order - place), order)
            for core in sayings().cores(name)
            for scope, orders in self._named.get((core, unit), {}).items()
            for order in _around(orders, place)
        ]
        amounts = [self.statements[order].amount for *_, order in sorted(found)]
        return [each for each in amounts if each][:_NEAR]

    def before(self, statement: FigureStatement) -> Iterator[FigureStatement]:
        """The statements before one, the nearest first."""
        return (self.statements[order] for order in range(self._order[id(statement)] - 1, -1, -1))

    def behind(self, statement: FigureStatement) -> Iterator[FigureStatement]:
        """The statements behind one, in order."""
        return (self.statements[order] for order in range(self._order[id(statement)] + 1, len(self.statements)))

    def below(self, line: int) -> Iterator[FigureStatement]:
        """The statements below a line, in order."""
        start = bisect_right(self.statements, line, key=lambda each: each.place.line)
        return (self.statements[order] for order in range(start, len(self.statements)))

    def of_paragraph(self, place: Place) -> Sequence[FigureStatement]:
        """The statements of one paragraph, in order."""
        return self._by_place.get(place, ())

    def shares_of(self, whole: str) -> Sequence[FigureStatement]:
        """The statements with a share of one whole, by the name of the whole, in order."""
        return self._by_whole.get(whole, ())

    @cached_property
    def _by_whole(self) -> dict[str, list[FigureStatement]]:
        found: dict[str, list[FigureStatement]] = {}
        for each in self.statements:
            for whole in dict.fromkeys(share.whole for share in each.all(Aspect.SHARE)):
                found.setdefault(whole, []).append(each)
        return found

    def statement_of(self, amount: Claim) -> FigureStatement:
        """The statement whose amount a claim is."""
        return self._by_amount[id(amount)]

    @cached_property
    def _by_amount(self) -> dict[int, FigureStatement]:
        return {id(each.amount): each for each in self.statements if each.amount}

    @cached_property
    def line_texts(self) -> dict[Place, str]:
        """The paragraphs by their places."""
        return {each.place: each.text for each in self.paragraphs}

    @cached_property
    def _order(self) -> dict[int, int]:
        return {id(each): order for order, each in enumerate(self.statements)}

    @cached_property
    def _by_place(self) -> dict[Place, list[FigureStatement]]:
        found: dict[Place, list[FigureStatement]] = {}
        for each in self.statements:
            found.setdefault(each.place, []).append(each)
        return found

    @cached_property
    def _named(self) -> dict[tuple[str, str], dict[str, list[int]]]:
        """The amounts of every name and unit by the budget that they are of, each by its place in the order."""
        named: dict[tuple[str, str], dict[str, list[int]]] = {}
        for order, each in enumerate(self.statements):
            if each.amount and not each.is_reason:
                for core in each.cores:
                    scopes = named.setdefault((core, each.amount.mention.unit), {})
                    scopes.setdefault(each.scope, []).append(order)
        return named


def _around(orders: Sequence[int], place: int) -> Sequence[int]:
    """The nearest of some places in ascending order before and behind one, without itself."""
    start, end = bisect_left(orders, place), bisect_right(orders, place)
    return (*orders[max(0, start - _NEAR) : start], *orders[end : end + _NEAR])
