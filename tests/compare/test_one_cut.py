"""One change is the same words in 更正说明, in 修订稿 and in the list of edits by hand."""

from datetime import UTC, datetime

import pytest

from juesuan.compare import redline
from juesuan.compare.edits import messages
from juesuan.model.corrections import Pieces
from juesuan.model.edit import Edit, EditKind
from juesuan.versions import changes
from juesuan.versions.content import PARAGRAPH, Content, SaidLine
from tests.support import word_files, word_reader

WHEN = datetime(2022, 9, 9, tzinfo=UTC)

CUTS = (
    ("本年收入370.00万元，支出1元。", "本年收入372.00万元，支出1元。", "370.00万元", "372.00万元"),
    ("占18.4%，治河12.5公里。", "占18.40%，治河12.5公里。", "18.4%", "18.40%"),
    ("治理河道12.5公里。", "治理河道13公里。", "12.5公里", "13公里"),
    ("比上年减少-3万元。", "比上年减少3万元。", "-3万元", "3万元"),
    ("2021年接待3批次。", "2022年接待3批次。", "2021年", "2022年"),
    ("全年支出比上年下降5.3个百分点。", "全年支出比上年下降5.3%。", "5.3个百分点", "5.3%"),
    ("县水务局负责水利。", "县水务和移民局负责水利。", "", "和移民"),
    ("增加5.00万元，是人员增加。", "减少5.00万元，是人员增加。", "增加", "减少"),
    ("用车2辆。主要用于防汛。", "用车2辆。", "主要用于防汛。", ""),
    ("使用ABC系统。", "使用ABD系统。", "ABC", "ABD"),
)


def of_note(old: str, new: str) -> tuple[list[str], list[str]]:
    """What 更正说明 marks."""
    said = [Content({}, (SaidLine(PARAGRAPH, text, "一、收入", ()),), (), (), 0, 0) for text in (old, new)]
    found = changes.changes((said[0], {}), (said[1], {})).changes
    return [text for each in found for text in _marked(each.old)], [
        text for each in found for text in _marked(each.new)
    ]


def _marked(pieces: Pieces) -> list[str]:
    return [piece.text for piece in pieces if piece.is_changed]


def of_redline(old: str, new: str) -> tuple[list[str], list[str]]:
    """What 修订稿 strikes out and puts in."""
    before, after = (word_files.docx(word_files.paragraph(text)) for text in (old, new))
    told = word_reader.changed(redline.changes(before, after, "水务局", WHEN))
    return [each[1:] for each in told if each[0] == "-"], [each[1:] for each in told if each[0] == "+"]


def of_list(old: str, new: str) -> tuple[list[str], list[str]]:
    """What the list of edits shows, without the words around it."""
    shown = list(messages.places(old, new))
    return [each.old for each in shown if each.old], [each.new for each in shown if each.new]


@pytest.mark.parametrize(("old", "new", "was", "now"), CUTS)
def test_one_change_is_cut_alike_wherever_it_is_shown(old: str, new: str, was: str, now: str) -> None:
    expected = [was] if was else [], [now] if now else []
    assert [of(old, new) for of in (of_note, of_redline, of_list)] == [expected] * 3


def test_an_edit_is_told_place_by_place_with_the_words_around() -> None:
    edit = Edit(
        number=1,
        kind=EditKind.REWRITTEN,
        place="“一、收入”第1段",
        before="2021年本年收入合计1,370.00万元，其中：事业收入5.00万元。都已入账。",
        after="2021年全年收入合计1,370.00万元，其中：经营收入5.00万元。",
    )
    assert str(messages.carried(edit, 2020)).partition("　→")[0].partition("：人工")[2] == (
        "修改1已带入：“2021年本年收入合计1,370.00万元…”改成“2021年全年收入合计1,370.00万元…”、"
        "“…1,370.00万元，其中：事业收入5.00万元…”改成“…1,370.00万元，其中：经营收入5.00万元…”、"
        "“…入5.00万元。都已入账。”改成“…入5.00万元。”"
    )
