"""Figures, typed numbers and problems -> where each number of the report comes from, in the words a page shows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from juesuan.figures import phrases
from juesuan.model import values
from juesuan.model.problems import UNSEEN, Problem
from juesuan.model.seen import SaidNumber
from juesuan.model.values import LAST_YEAR, MONEY, Cell, Figure, Figures
from juesuan.model.written_text import Typed

EXPLAINED = "已说明"
OPEN, UNLINKED = "open", "unlinked"
"""The tags of a number that has an open problem, and of a typed one that nobody vouches for."""
NOT_PRINTED = "没有这个数"
"""What the last version had for a figure that is new."""


class Origin(Struct, frozen=True, kw_only=True):
    """Where a number of the report comes from; what does not apply to it is empty."""

    serial: int
    printed: str
    """As the report prints it, or as it was typed."""
    cells: tuple[str, ...]
    """Every cell behind it, in order, each once; of a typed number the place where it was typed."""
    name: str = ""
    """The name of its figure; empty for a number that a person typed."""
    value: str = ""
    """Its value in digits, money in 元, to at most six decimals; 约 stands before one that has more."""
    unit: str = ""
    """The unit of ``value``; 元 for money."""
    rule: str = ""
    """The rule that made its figure, in Chinese."""
    last: str = ""
    """What it was last year, as printed and in brackets unrounded."""
    confirmed: str = ""
    """What a typed number agrees with, such as 〔业务指标〕B5 签约项目; empty where nothing vouches for it."""
    is_name: bool = False
    """Whether a typed number is part of a name, a date or a list, and so not looked into."""
    is_own: bool = False
    """Whether it is a target or a result of 绩效指标, which the department states itself."""
    said: SaidNumber | None = None
    """A typed number in its sentence; None for a figure and for what stands in no sentence."""
    seen: str = ""
    """When, and by whom, a typed number was looked at that nothing vouches for; empty where nobody has."""
    problems: tuple[int, ...] = ()
    """The places, in the list of problems, of those that touch its cells."""
    tags: tuple[str, ...] = ()
    """The words by which a page finds it: the standings of its problems, ``OPEN``, ``UNLINKED``."""
    before: str = ""
    """How the last version printed its figure where that differs, see ``NOT_PRINTED``; empty where it does not."""

    @property
    def needs_look(self) -> bool:
        """Whether whoever goes over the report has to look at it.

        A problem touches its cells, also an explained one or a hint; or nobody vouches for it or has looked at
        it; or the last version had another number there.
        """
        return bool(self.problems or self.before) or UNLINKED in self.tags

    @property
    def is_typed(self) -> bool:
        """Whether a person typed the number into a text."""
        return not self.name


def origins(figures: Figures) -> tuple[Origin, ...]:
    """The origin of every figure, in the order of the serials; what nobody has checked yet has no problems."""
    cells: dict[str, tuple[str, ...]] = {}
    for figure in figures.values():
        cells[figure.name] = tuple(dict.fromkeys(_cells(figure, cells)))
    return tuple(_of_figure(figure, cells[figure.name], figures) for figure in figures.values())


def numbers(
    calculated: Sequence[Origin], typed: Sequence[Typed], problems: Sequence[Problem]
) -> tuple[Origin, ...]:
    """The origin of every number that may carry a mark, with its problems: of the figures, then of what was typed.

    ``calculated`` are the ``origins`` of the figures.
    """
    touching = _touching(problems)
    written = (_of_typed(number, serial) for serial, number in enumerate(typed, len(calculated)))
    return tuple(_with_problems(origin, touching, problems) for origin in (*calculated, *written))


def held_against(numbers: Iterable[Origin], changed: Mapping[str, str]) -> tuple[Origin, ...]:
    """The origins with how the last version printed their figures.

    ``changed`` has the prints of those figures that it printed otherwise, by name; empty for one that it lacks.
    """
    return tuple(
        replace(number, before=changed[number.name] or NOT_PRINTED) if number.name in changed else number
        for number in numbers
    )


def standing(problem: Problem) -> str:
    """The word for the group that a problem is listed in: its severity, or 已说明 where it is explained."""
    return EXPLAINED if problem.explained else problem.severity.value


def _touching(problems: Iterable[Problem]) -> dict[str, list[int]]:
    """By each cell, the places in the list of the problems that touch it."""
    found: dict[str, list[int]] = {}
    for place, problem in enumerate(problems):
        for cell in dict.fromkeys((problem.where, *problem.cells)):
            found.setdefault(cell, []).append(place)
    return found


def _cells(figure: Figure, known: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Every cell behind a figure; ``known`` are those of the figures before it."""
    for source in figure.sources:
        if isinstance(source, Cell):
            yield str(source)
        else:
            yield from known.get(source.name) or _cells(source, known)


def _of_figure(figure: Figure, cells: tuple[str, ...], figures: Figures) -> Origin:
    last = figures.get(figure.name + LAST_YEAR)
    return Origin(
        serial=figure.serial,
        name=figure.name,
        printed=_printed(figure),
        value=_exact(figure.value),
        unit=_unit(figure),
        rule=figure.rule,
        cells=cells,
        last=f"{_printed(last)}（{_exact(last.value)}{_unit(last)}）" if last else "",
    )


def _of_typed(number: Typed, serial: int) -> Origin:
    return Origin(
        serial=serial,
        printed=number.text,
        cells=(str(number.cell),),
        confirmed=number.confirmed,
        is_name=number.is_name and not number.confirmed,
        is_own=number.is_own and not (number.confirmed or number.is_name),
        said=number.said[-1] if number.said else None,
        seen=_looked_at(number),
        tags=(UNLINKED,) if number.is_unlinked else (),
    )


def _looked_at(number: Typed) -> str:
    vouched = number.confirmed or number.is_name or number.is_own
    return "" if vouched or number.seen is None else number.seen.words


def _with_problems(origin: Origin, touching: Mapping[str, list[int]], problems: Sequence[Problem]) -> Origin:
    near = {place for cell in origin.cells for place in touching.get(cell, ())}
    is_seen = UNLINKED not in origin.tags  # then it is another number of the place that nobody has looked at
    found = sorted(place for place in near if not (is_seen and problems[place].code == UNSEEN))
    if not found:
        return origin
    tags = dict.fromkeys((*origin.tags, *(standing(problems[place]) for place in found)))
    if any(problems[place].is_open and problems[place].code != UNSEEN for place in found):
        tags[OPEN] = None
    return replace(origin, problems=tuple(found), tags=tuple(tags))


def _printed(figure: Figure) -> str:
    return values.plain(phrases.text(figure))


def _unit(figure: Figure) -> str:
    return "元" if figure.unit == MONEY else figure.unit


def _exact(value: Fraction) -> str:
    """The value in digits, 约 before one that has more than six decimals."""
    words = phrases.exact(value)
    return words if Fraction(words) == value else f"约{words}"
