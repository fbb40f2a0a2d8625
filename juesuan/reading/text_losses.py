"""What of 文字材料 does not come through, told with its paragraph: nothing that a person wrote vanishes untold."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from juesuan.model.omission import Loss, Omission
from juesuan.model.problems import Problem, Severity, hint, warning
from juesuan.model.program_folders import TEMPLATES
from juesuan.model.values import Cell
from juesuan.model.written_text import GUIDANCE_STYLE
from juesuan.model.year_folder import TEXTS
from juesuan.ooxml import equations, outside_text, package
from juesuan.ooxml.elements import W
from juesuan.ooxml.package import WordFile
from juesuan.reading.losses import LEFT_OUT, OF_WORDS, Telling

_NOTES = {Loss.FOOTNOTE, Loss.ENDNOTE}
_REVISED = {Loss.DELETED: "删去", Loss.INSERTED: "插入", Loss.REVISED_END: "分段或并段"}
_TOLD: Mapping[Loss, Telling] = {
    **OF_WORDS,
    Loss.TEXT_BOX: (Severity.HINT, "里面的文字成了单独的段落", "请看一眼成品；最好移到正文里。"),
    Loss.COMMENT: (Severity.HINT, LEFT_OUT, "请按批注改好，再把它删去。"),
    Loss.CONTENTS: (Severity.HINT, LEFT_OUT, "报告有自己的目录。"),
}
_QUOTED = 20
_INSTRUCTIONS = {Loss.BARE_FIELD}
"""The losses whose words are Word's and no person's, unless they are an equation's."""


def told(omissions: Iterable[Omission], cell: Cell) -> Iterator[Problem]:
    """A problem for each kind of thing that the paragraph at ``cell`` has lost."""
    words: dict[Loss, str] = {}
    for each in omissions:
        words[each.kind] = words.get(each.kind, "") + each.words
    if changes := [f"{named}{_quoted(words[kind])}" for kind, named in _REVISED.items() if kind in words]:
        advice = "请先接受或拒绝修订，再保存。"
        yield warning("T42", cell, f"有没有接受的修订：{'，'.join(changes)}；报告按接受以后的样子", advice)
    for kind, said in words.items():
        if kind in _NOTES and said:
            yield hint("T41", cell, f"有{kind.value}{_quoted(said)}，写进了这一段的括号里", "请看一眼成品。")
        elif kind in _TOLD:
            severity, result, advice = _TOLD[kind]
            shown = "" if kind in _INSTRUCTIONS and equations.of_field(said) is None else _quoted(said)
            code = "T40" if severity is Severity.WARNING else "T41"
            yield Problem(code, severity, str(cell), f"有{kind.value}{shown}，{result}", advice)


def _quoted(words: str) -> str:
    line = " ".join(words.split())
    shown = line if len(line) <= _QUOTED else f"{line[:_QUOTED]}…"
    return f"“{shown}”" if shown else ""


def in_guidance(words: str, cell: Cell) -> Iterator[Problem]:
    """What is told of a paragraph in the style of advice to the writer that is none of the program's advice."""
    if words.strip() not in _shipped():
        advice = "是要公开的文字，请把它的样式改成“正文”；是提示，可以删去。"
        yield warning("T43", cell, f"{_quoted(words)}是“{GUIDANCE_STYLE}”样式的灰字，{LEFT_OUT}", advice)


def above_the_pages(word: WordFile) -> Iterator[Problem]:
    """What is told of words above or below the pages: the program's own help stands there, a text does not."""
    for words in outside_text.headers(word):
        if words not in _shipped():
            place = f"{TEXTS} 页眉页脚"
            yield hint("T41", place, f"{_quoted(words)}{LEFT_OUT}", "要公开的请写进正文。")


@cache
def _shipped() -> frozenset[str]:
    """The words of each paragraph of the text file that the program gives out, and those beside its pages."""
    word = package.open_word((TEMPLATES / TEXTS).read_bytes())
    lines = ("".join(text.text or "" for text in each.iter(W + "t")) for each in word.root.iter(W + "p"))
    return frozenset((*map(str.strip, lines), *outside_text.headers(word)))
