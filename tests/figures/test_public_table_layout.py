"""Tables by item as other places have them: codes by level, the total last."""

import pytest

from juesuan.figures import public_tables
from juesuan.figures.public_table_layout import laid_out
from juesuan.figures.public_tables_by_item import item_heads
from juesuan.model import editions, public_table_forms
from juesuan.model.editions import FormFile
from juesuan.model.problems import ReportError
from juesuan.model.public_table_forms import Body, Forms, PublicCell, PublicValue, Rows

BY_ITEM = Body(
    (14, 40, 15),
    item_heads("合计"),
    (
        (PublicCell("合计", columns=2, is_centred=True), PublicCell(None)),
        (PublicCell("213"), PublicCell("农林水支出"), PublicCell(None)),
        (PublicCell("2130305"), PublicCell("水利工程建设"), PublicCell(None)),
    ),
)


def shown(rows: Rows) -> list[list[tuple[PublicValue, int]]]:
    return [[(cell.content, cell.columns) for cell in row] for row in rows]


def test_a_table_by_item_stands_as_it_was_made_where_nothing_else_is_said() -> None:
    assert laid_out(BY_ITEM, Forms("附表", ())) == BY_ITEM


def test_codes_stand_by_level_in_three_columns() -> None:
    made = laid_out(BY_ITEM, Forms("附表", (), codes="类款项"))
    assert shown(made.heads) == [[("项目", 4), ("合计", 1)], [("类", 1), ("款", 1), ("项", 1), ("科目名称", 1)]]
    assert shown(made.rows) == [
        [("合计", 4), (None, 1)],
        [("213", 1), ("", 1), ("", 1), ("农林水支出", 1), (None, 1)],
        [("213", 1), ("03", 1), ("05", 1), ("水利工程建设", 1), (None, 1)],
    ]
    assert len(made.shares) == 5


def test_the_total_stands_last() -> None:
    made = laid_out(BY_ITEM, Forms("附表", (), total="末行"))
    assert [row[0].content for row in made.rows] == ["213", "2130305", "合计"]


def test_a_table_that_is_not_by_item_keeps_its_columns() -> None:
    heads = ((PublicCell("人员经费", columns=3),), (PublicCell("科目编码"), PublicCell("科目名称")))
    body = Body((1, 1, 1), heads, ())
    assert laid_out(body, Forms("附表", (), codes="类款项", total="末行")) == body


def test_the_layout_of_the_codes_is_one_of_two() -> None:
    data = editions.named("四川2020").tables.data.decode().replace("[[tables]]", 'codes = "三栏"\n[[tables]]', 1)
    with pytest.raises(ReportError) as caught:
        public_table_forms.read(FormFile("版式/附表.toml", data.encode()), public_tables.KINDS)
    assert [str(each) for each in caught.value.problems] == [
        "错误 W05　版式/附表.toml：codes 写得不对　→ 只能写一栏、类款项，放在半角双引号里。"
    ]
