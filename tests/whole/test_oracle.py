"""Every number of the Word text is the one that the cells give: against arithmetic of its own, see ``oracle``."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict

from juesuan.figures.derive import derive
from juesuan.model import editions
from juesuan.model.accounts import Accounts, Passage
from juesuan.model.values import Cell, plain
from juesuan.ooxml.elements import W
from juesuan.reading import workbook
from juesuan.word import fill
from juesuan.wording import vocabulary
from juesuan.wording.tags import Tag
from juesuan.year.blank_workbook import Content
from tests.support import builder, oracle, oracle_cells, oracle_lists, water_office
from tests.support.departments import of_form, varied
from tests.support.effort import examples

pytestmark = pytest.mark.covered_elsewhere

CHARTS = (
    "收支总计", "收入结构", "支出结构", "财政拨款收支总计", "一般公共预算支出", "一般公共预算支出结构",
    "三公经费结构",
)  # fmt: skip
WORTH = {"元": 1, "万元": 10_000}


def printed(content: Content, unit: str) -> list[str]:
    """The paragraphs of the filled Word file, without charts."""
    book = workbook.of(builder.grids(content, dict.fromkeys(content, unit)), [])
    said = tuple(Passage(words, 0, Cell("文字材料", f"第{place}段"))
                 for place, words in enumerate(oracle_lists.texts(content), start=1))  # fmt: skip
    accounts = Accounts(**asdict(book), texts={"主要职能": said})
    tree = vocabulary.build(accounts, derive(accounts)).tags
    no_chart = Tag("", {"说明": "不作图。"})
    form = editions.named(accounts.department.edition.text).template
    word = fill.render(form, {**tree, "图": dict.fromkeys(CHARTS, no_chart)}, {})
    paragraphs = ("".join(each.text or "" for each in one.iter(W + "t")) for one in word.root.iter(W + "p"))
    return [plain(each) for each in paragraphs]


def differing(content: Content, unit: str) -> list[tuple[list[str], list[str]]]:
    """Each paragraph whose numbers are not those of the oracle: as printed, and as they should be."""
    shown = [found for each in printed(content, unit) if (found := oracle_cells.of_text(each))]
    expected = oracle.report(content, WORTH[unit])
    longest = max(len(shown), len(expected))
    pairs = zip(*(each + [[]] * (longest - len(each)) for each in (shown, expected)), strict=True)
    return [(one, other) for one, other in pairs if one != other]


@pytest.mark.parametrize("edition", ["四川2020", "四川2022"])
@pytest.mark.parametrize("unit", ["元", "万元"])
@settings(max_examples=examples(10, 500), suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_number_of_the_word_text_is_the_one_that_the_cells_give(
    edition: str, unit: str, data: st.DataObject
) -> None:
    content = of_form(data.draw(varied(unit)), edition)
    assert differing(content, unit) == []


def test_a_wrong_number_is_seen() -> None:
    """The oracle reads the cells and nothing else: with another one it says another number."""
    whole = water_office.department()
    items = [{"资金性质": "一般公共预算", **row} for row in whole["支出科目"]]
    content = {**whole, "业务指标": (), "支出科目": items}
    other = builder.changed(content, "收入支出", "其他收入", "本年决算数", 60000)
    assert oracle.report(content, 1) != oracle.report(other, 1)
