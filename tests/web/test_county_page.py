"""The tables of a county's page: numbers stand at the right, what the form centres in the middle, unbroken."""

import re
from decimal import Decimal

from juesuan.figures import county_tables
from juesuan.model.public_table_forms import Body, Form, PublicCell, PublicPart, PublicTable
from juesuan.web import county_page


def test_each_cell_of_a_table_stands_where_the_form_has_it() -> None:
    cells = (
        PublicCell("收入支出表的收入总计等于支出总计"),
        PublicCell("错误", is_centred=True),
        PublicCell("12", is_centred=True),
        PublicCell("97.41%", is_centred=True),
        county_tables.amount(Decimal(5000000)),
    )
    table = PublicTable(
        Form(1, "核对意见汇总表", "", is_wide=False, note=""), "青禾县", Body((1,) * 5, (), (cells,))
    )
    made = county_page.audits(PublicPart("汇总", (table,)), "青禾县", ()).decode()
    (row,) = re.findall("<tr>(<td.*)</tr>", made)
    looks = re.findall(r'<td(?: class="(.)")?>', row)
    assert looks == ["", "c", "c", "n", "n"]
    assert "td.c { text-align: center; white-space: nowrap }" in made
