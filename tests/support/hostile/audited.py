"""Finished reports that came from anywhere and are to be audited: of the four kinds, damaged, strange or none."""

import html
import io
from collections.abc import Callable
from random import Random

from docx import Document

from juesuan.reading.finished import Unreadable, word
from tests.support.hostile import raw_bytes
from tests.support.hostile.desk import PDF_BACK, WORD_BACK, Case, Desk

_NAMES = ("公开.txt", "公开.html", "公开.docx", "公开.pdf")
_STRANGE = ("公开.doc", "公开.wps", "公开.rtf", "公开", "公开.TXT", "公 开.htm", "[red]公开.txt", "公开.xlsx")
_SWITCHES = ((), (), ("--json",), ("--year", "2021"), ("--quiet",))
_Wrapping = Callable[[str], str]
_Change = Callable[[], list[str]]
_DIGITS = "9" * 400
_ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-7")


def make(desk: Desk) -> Case:
    """One or two reports in the folder, and their audit."""
    chance = desk.chance
    name = chance.choice(_NAMES) if chance.random() < 0.85 else chance.choice(_STRANGE)
    lines = _lines(desk)
    if chance.random() < 0.5:
        lines = _changed(lines, chance)
    data = _of_kind(name, lines, desk)
    if chance.random() < 0.6:
        data = chance.choice(raw_bytes.SPOILERS)(data, chance)
    _put(desk, name, data)
    others = chance.choice(((), (), (name,), ("没有.pdf",), ("inputs",), (WORD_BACK,)))
    return Case(("audit", name, *others, *chance.choice(_SWITCHES)))


def _lines(desk: Desk) -> list[str]:
    try:
        return [each.text for each in word.lines(desk.read(WORD_BACK))]
    except Unreadable:
        return ["2021年本年支出合计509.28万元，其中：基本支出250.10万元，项目支出259.18万元。"]


def _of_kind(name: str, lines: list[str], desk: Desk) -> bytes:
    kind, chance = name.rpartition(".")[2].lower(), desk.chance
    if kind == "pdf":
        return desk.read(PDF_BACK)
    if kind == "docx":
        return _word_file(lines) if chance.random() < 0.5 else desk.read(WORD_BACK)
    text = "\n".join(lines)
    if kind in {"html", "htm"}:
        text = _page(lines, chance)
    return text.encode(chance.choice(_ENCODINGS), "replace")


def _word_file(lines: list[str]) -> bytes:
    document, made = Document(), io.BytesIO()
    for line in lines[:400]:
        document.add_paragraph("".join(mark for mark in line if mark.isprintable()))
    document.save(made)
    return made.getvalue()


def _page(lines: list[str], chance: Random) -> str:
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines)
    wrapped: _Wrapping = chance.choice(
        (
            lambda text: text,
            lambda text: "<div>" * 3000 + text + "</div>",
            lambda text: "<table><tr><td>" * 300 + text,
            lambda text: f'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>{text}&b;',
            lambda text: f"<script src='http://127.0.0.1/a.js'></script><img src='http://127.0.0.1/b'>{text}",
            lambda text: f"<meta charset='没有'>{text}<p hidden>甲",
            lambda text: f"{text}<td>" + "<b>" * 20_000,
        )
    )
    return wrapped(body)


def _changed(lines: list[str], chance: Random) -> list[str]:
    """The lines in an order, a number or a length that no report has."""
    at = chance.randrange(len(lines))
    changes: tuple[_Change, ...] = (
        list,
        lambda: lines * chance.choice((2, 20)),
        lambda: lines[:at],
        lambda: ["".join(lines)],
        lambda: [line.replace("万元", "") for line in lines],
        lambda: [line.replace("0", _DIGITS) for line in lines],
        lambda: [line[::-1] for line in lines],
        lambda: sorted(lines, key=lambda _: chance.random()),
        lambda: [*lines, "其中：" + "甲支出1.00万元，" * chance.choice((100, 1000))],
        lambda: [
            *lines,
            *(f"{number}．丙（款）丁（项）：支出决算为1万元，完成预算9%。" for number in range(1500)),
        ],
        lambda: [*lines, *("标题……" + str(number) for number in range(3000))],
        lambda: [line.replace("，", "\t").replace("。", "\x00\u202e") for line in lines],
        lambda: [line.replace("2021", "0000").replace("（", "((((((") for line in lines],
    )
    return chance.choice(changes)()


def _put(desk: Desk, name: str, data: bytes) -> None:
    path, chance = desk.root / name, desk.chance.random()
    if chance < 0.03:
        path.mkdir()
    elif chance < 0.05:
        path.symlink_to(name)
    else:
        desk.write(name, data)
