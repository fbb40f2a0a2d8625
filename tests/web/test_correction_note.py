"""更正说明.html: what a person typed stands there as she typed it, and only what changed is marked."""

from datetime import UTC, datetime

from lxml import html

from juesuan.model.corrections import SENTENCE, ChangedPiece, Changes, InputChange, TextChange, Traced
from juesuan.model.identity import About
from juesuan.web import correction_note
from juesuan.wording import correction_tags

ABOUT = About("某局决算", "某局", datetime(2021, 9, 1, tzinfo=UTC))
TYPED = "<b>A&B</b>{{ x }}"


def note(*changes: TextChange, pages: tuple[str, ...] = ()) -> html.HtmlElement:
    edit = InputChange("〔基本信息〕B2", "单位全称", TYPED, "")
    found = Changes((Traced(edit, (), changes),), (), changes, pages, (), (), 3, is_by_hand=False)
    told = correction_tags.tree(found, ("第1版（2021-09-01 09:00:00）", "第2版"), ABOUT)
    return html.fromstring(correction_note.page(told))


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
