"""更正说明.html: what a person typed stands there as she typed it, and only what changed is marked."""

from base64 import b64decode
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from lxml import html

from charts.data import Drawing
from juesuan.model.corrections import CHART, SENTENCE, ChangedPiece, Changes, InputChange, TextChange, Traced
from juesuan.model.identity import About
from juesuan.web import correction_note
from juesuan.wording import correction_tags

ABOUT = About("某局决算", "某局", datetime(2021, 9, 1, tzinfo=UTC))
TYPED = "<b>A&B</b>{{ x }}"


def note(
    *changes: TextChange, pages: tuple[str, ...] = (), pictures: Mapping[str, Drawing] = MappingProxyType({})
) -> html.HtmlElement:
    edit = InputChange("〔基本信息〕B2", "单位全称", TYPED, "")
    found = Changes((Traced(edit, (), changes),), (), changes, pages, (), (), 3, is_by_hand=False)
    told = correction_tags.tree(found, ("第1版（2021-09-01 09:00:00）", "第2版"), ABOUT)
    return html.fromstring(correction_note.page(told, pictures))


def sentence(old: tuple[ChangedPiece, ...], new: tuple[ChangedPiece, ...]) -> TextChange:
    return TextChange(SENTENCE, 1, "一、概况", ("3",), old, new)


def test_only_the_changed_words_are_marked() -> None:
    shown = note(
        sentence(
            (ChangedPiece("收入"), ChangedPiece("1", is_changed=True), ChangedPiece("元")),
            (ChangedPiece("收入"), ChangedPiece("2", is_changed=True), ChangedPiece("元")),
        )
    )
    assert [cell.text_content() for cell in shown.xpath("//td[@class='old' or @class='new']")] == [
        "收入1元",
        "收入2元",
    ]
    assert [mark.text for mark in shown.xpath("//mark")] == ["1", "2"]


def test_a_sentence_that_was_not_there_is_said_to_be_none() -> None:
    shown = note(sentence((), (ChangedPiece("新的一句", is_changed=True),)))
    assert [cell.text_content() for cell in shown.xpath("//td[@class='old']")] == ["（无）"]


def test_what_a_person_typed_is_no_html_and_no_tag() -> None:
    shown = note(sentence((ChangedPiece(TYPED, is_changed=True),), ()))
    assert [mark.text for mark in shown.xpath("//mark")] == [TYPED]
    assert TYPED in shown.text_content()
    assert not shown.xpath("//b")


def test_pages_that_follow_each_other_are_a_range() -> None:
    shown = note(pages=("封面", "5", "3", "4", "目录1", "目录2", "8"))
    assert "与原来不同的页：封面、目录、第3至5页、第8页。" in shown.text_content()


def test_a_chart_is_shown_as_it_was_and_as_it_is() -> None:
    title = (ChangedPiece("支出结构图", is_changed=True),)
    drawn = {key: Drawing(key, f"{key}的说明", b"", f"<svg>{key}</svg>".encode(), 150, 56) for key in "旧新别"}
    shown = note(TextChange(CHART, 1, "一、概况", ("3",), title, title, pictures=("旧", "新")), pictures=drawn)
    assert [each.text_content().split() for each in shown.xpath("//figcaption")] == [
        ["更正前", "支出结构图"],
        ["更正后", "支出结构图"],
    ]
    assert shown.xpath("//figure/img/@alt") == ["更正前：旧的说明", "更正后：新的说明"]
    held = [each.partition("base64,")[2] for each in shown.xpath("//figure/img/@src")]
    assert [b64decode(each).decode() for each in held] == ["<svg>旧</svg>", "<svg>新</svg>"]


def test_where_there_is_no_chart_that_is_said() -> None:
    title = (ChangedPiece("照片", is_changed=True),)
    shown = note(TextChange(CHART, 1, "一、概况", ("3",), (), title, pictures=("", "别的图")))
    told = [each.text_content() for each in shown.xpath("//figure/p")]
    assert told == ["（无）", "（这幅图这里没有，请看那一版的报告）"]
