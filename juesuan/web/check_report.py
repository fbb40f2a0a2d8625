"""核对报告.html: the problems that the rules have found, and the report with numbers that lead to their cells."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Any

import jinja2
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from juesuan.figures import provenance
from juesuan.figures.provenance import EXPLAINED, UNLINKED, Origin
from juesuan.model.problems import UNSEEN, Problem, Severity
from juesuan.model.program_folders import TEMPLATES
from juesuan.web import page_style, whole_numbers
from juesuan.web.marked_text import MarkedText, NumberPlace, marked
from juesuan.web.verification import Verification

_STANDINGS = (*(severity.value for severity in Severity), EXPLAINED)


class UnseenSentence(Struct, frozen=True):
    """A sentence with numbers that a person typed, that agree with no figure or cell and nobody has looked at."""

    cell: str
    """The cell or paragraph in which it was written."""
    pieces: tuple[tuple[str, str], ...]
    """Its words in order, each piece with its anchor in the text where it is such a number, else with nothing."""


def page(found: Verification) -> str:
    """The HTML page 核对报告; the same values give the same text."""
    text = marked(found.blocks, found.numbers)
    numbers = [_with_imports(number, found.imported) for number in found.numbers]
    return _template().render(
        about=found.about,
        groups=_groups(found.problems),
        counts=_counts(found, text),
        text=text,
        figures=[number for number in numbers if not number.is_typed],
        unlinked=tuple(_unlinked(found.numbers, text)),
        how_to_see=next((problem.hint for problem in found.problems if problem.code == UNSEEN), ""),
        rules={rule.code: rule for rule in found.rules},
        sources=found.sources,
        data=_data(numbers, found.problems),
    )


def _with_imports(number: Origin, imported: Mapping[str, str]) -> Origin:
    """The origin of a number, its cells with the official ones that they were imported from."""
    if not imported or number.is_typed:
        return number
    cells = (f"{cell}（导入自 {imported[cell]}）" if cell in imported else cell for cell in number.cells)
    return replace(number, cells=tuple(cells))


@cache
def _template() -> jinja2.Template:
    environment = page_style.environment("verification.css")
    environment.globals["script"] = _script()
    return environment.get_template("verification.html")


def _script() -> Markup:
    return Markup((TEMPLATES / "verification.js").read_text(encoding="utf-8"))  # noqa: S704  # our own file


def _groups(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """The problems by standing: what is open first, what is explained last."""
    groups: dict[str, list[Problem]] = {name: [] for name in _STANDINGS}
    for problem in problems:
        groups[provenance.standing(problem)].append(problem)
    return groups


def _counts(found: Verification, text: MarkedText) -> dict[str, int]:
    """The counts in the verdict, by the names that the template has for them."""
    typed = [number for number in found.numbers if number.is_typed]
    return {
        "open": sum(problem.is_open for problem in found.problems),
        "unsettled": sum(_is_unsettled(problem) for problem in found.problems),
        "figures": len(found.numbers) - len(typed),
        "printed": sum(not found.numbers[serial].is_typed for serial in text.places),
        "marked": sum(map(len, text.places.values())),
        "looks": sum(len(at) for serial, at in text.places.items() if found.numbers[serial].needs_look),
        "confirmed": sum(bool(number.confirmed) for number in typed),
        "unlinked": sum(UNLINKED in number.tags for number in typed),
        "seen": sum(bool(number.seen) for number in typed),
        "own": sum(number.is_own for number in typed),
        "named": sum(number.is_name for number in typed),
        "form": text.words_of_form,
    }


def _is_unsettled(problem: Problem) -> bool:
    """Whether it is an open warning, the one that numbers have not been looked at aside."""
    return problem.is_open and problem.severity is Severity.WARNING and problem.code != UNSEEN


def _unlinked(numbers: Iterable[Origin], text: MarkedText) -> Iterator[UnseenSentence]:
    """The sentences with typed numbers that agree with nothing, each once; the numbers not printed come last."""
    alone = [number for number in numbers if UNLINKED in number.tags]
    printed = [(number, text.places[number.serial][0]) for number in alone if number.serial in text.places]
    for (cell, paragraph, (begin, end)), group in groupby(printed, _sentence_of):
        yield UnseenSentence(cell, tuple(_pieces(paragraph, begin, end, [place for _, place in group])))
    for number in alone:
        if number.serial not in text.places:
            yield UnseenSentence(number.cells[0], ((f"{number.printed}（没有印出）", ""),))


def _sentence_of(each: tuple[Origin, NumberPlace]) -> tuple[str, str, tuple[int, int]]:
    number, place = each
    return number.cells[0], place.paragraph, place.sentence


def _pieces(paragraph: str, begin: int, end: int, places: Sequence[NumberPlace]) -> Iterator[tuple[str, str]]:
    done = begin
    for place in sorted(places, key=lambda place: place.start):
        yield paragraph[done : place.start], ""
        yield paragraph[place.start : place.end], place.anchor
        done = place.end
    yield paragraph[done:end], ""


def _data(numbers: Iterable[Origin], problems: Iterable[Problem]) -> Markup:
    """The origins and problems that the script shows when a number is pointed at.

    It is JSON in which no text can end the element that it stands in.
    """
    told = [f"{provenance.standing(problem)} {problem.code}：{problem.message}" for problem in problems]
    content = {"numbers": [_shown(number) for number in numbers], "problems": told}
    words = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Markup(words.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704


def _shown(number: Origin) -> dict[str, Any]:
    """The fields of a number's origin that are not empty, by the names that the script has for them."""
    fields = {
        "name": number.name,
        "printed": number.printed,
        "value": whole_numbers.grouped(number.value) + number.unit,
        "rule": number.rule,
        "cells": number.cells,
        "last": whole_numbers.in_threes(number.last),
        "before": number.before,
        "confirmed": number.confirmed,
        "named": number.is_name,
        "own": number.is_own,
        "seen": number.seen,
        "problems": number.problems,
        "tags": number.tags,
    }
    return {name: value for name, value in fields.items() if value}
