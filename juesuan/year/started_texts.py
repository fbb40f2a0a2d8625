"""文字材料 from the texts of a finished report: the blank file, each text under its heading, all marked."""

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from juesuan.model.printed_report import PrintedPassage
from juesuan.model.program_folders import TEMPLATES
from juesuan.model.written_text import PROJECT_PREFIX, PROJECT_SLOTS
from juesuan.model.year_folder import TEXTS
from juesuan.ooxml import elements, package
from juesuan.ooxml.elements import W
from juesuan.year import next_year

_HEADING = "Heading{}"
"""The id of the style of a heading in the blank file."""
_TOP, _BELOW = 1, 2
"""The levels of the headings that name texts: of the department, and of a project."""


def written(passages: Sequence[PrintedPassage], projects: Sequence[str]) -> tuple[bytes, int]:
    """The file, and how many paragraphs of it are marked 〔待确认〕; a project has its headings in any case."""
    word = package.open_word((TEMPLATES / TEXTS).read_bytes())
    body = word.root.find(W + "body")
    if body is None:
        raise ValueError(TEXTS)
    by_key: dict[str, list[PrintedPassage]] = {}
    for each in passages:
        by_key.setdefault(each.key, []).append(each)
    made = [piece for section in _sections(body) for piece in _section(section, by_key, projects)]
    for child in list(body):
        body.remove(child)
    body.extend(made)
    return next_year.marked(package.packed(word, next_year.WHEN))


def _sections(body: etree._Element) -> Iterator[list[etree._Element]]:
    """The paragraphs of the blank file, cut at the headings of the first level; the settings of the page alone."""
    held: list[etree._Element] = []
    for child in body:
        if _style(child) == _HEADING.format(_TOP) or child.tag == W + "sectPr":
            yield held
            held = []
        held.append(child)
    yield held


def _style(paragraph: etree._Element) -> str:
    return elements.value(paragraph.find(W + "pPr"), "pStyle") or ""


def _words(paragraph: etree._Element) -> str:
    return "".join(each.text or "" for each in paragraph.iter(W + "t"))


def _section(
    section: Sequence[etree._Element], by_key: dict[str, list[PrintedPassage]], projects: Sequence[str]
) -> Iterable[etree._Element]:
    """A section with its text in place of the outline that the blank file proposes; unchanged without one."""
    name = _words(section[0]) if section and _style(section[0]) == _HEADING.format(_TOP) else ""
    if name.startswith(PROJECT_PREFIX) and projects:
        return (piece for project in projects for piece in _project(project, by_key))
    if name not in by_key:
        return section
    hints = [each for each in section[1:] if _style(each) == "Hint"]
    return (
        section[0],
        *hints,
        *(_paragraph(each.text, each.level and each.level + _TOP) for each in by_key[name]),
    )


def _project(name: str, by_key: dict[str, list[PrintedPassage]]) -> Iterator[etree._Element]:
    yield _paragraph(f"{PROJECT_PREFIX}{name}", _TOP)
    for slot in PROJECT_SLOTS:
        yield _paragraph(slot.name, _BELOW)
        for each in by_key.get(f"{PROJECT_PREFIX}{name}/{slot.name}", ()):
            yield _paragraph(each.text, each.level and each.level + _BELOW)


def _paragraph(text: str, level: int) -> etree._Element:
    run = elements.element("r", elements.worded(text))
    if not level:
        return elements.element("p", run)
    style = elements.element("pStyle", val=_HEADING.format(level))
    return elements.element("p", elements.element("pPr", style), run)
