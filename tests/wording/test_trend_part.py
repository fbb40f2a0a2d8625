"""历年对比 as an attachment: which tables share a page, how numbers are printed, where the notes stand."""

from fractions import Fraction

import pytest
from msgspec.structs import replace

from juesuan import figures
from juesuan.model import values
from juesuan.model.document import AttachedParagraph, AttachedTable, Attachment
from juesuan.model.trends import KnownNumber, YearOnFile
from juesuan.wording import trend_part
from tests.support import builder, three_years

REVENUE, SPENT = "收入支出.本年收入合计", "收入支出.本年支出合计"


def year(at: int, **more: int) -> YearOnFile:
    """A year with a revenue of 41,234.5万元, and other amounts in 元."""
    amounts = {REVENUE: 412_345_000, SPENT: 2_000_000, **more}
    numbers = {
        name: KnownNumber(Fraction(each), "元", f"{each / 10000:.2f}万元") for name, each in amounts.items()
    }
    return YearOnFile(
        year=at, source=f"{at}.docx", is_ours=True, department="青禾县水务局", edition="四川2022",
        denominator="全年预算数", basis="含结转结余", numbers=numbers, items={},
    )  # fmt: skip


def made(*years: YearOnFile) -> Attachment:
    accounts = replace(builder.accounts(three_years.contents()[2]), years_on_file=years)
    known = figures.figures_of(accounts)
    appendix = figures.appendix_of(accounts, known)
    assert appendix is not None
    return trend_part.attachment(appendix, {}, known)


def lines(attachment: Attachment) -> list[str]:
    return [each.text for each in attachment.content if isinstance(each, AttachedParagraph)]


def first_table(attachment: Attachment) -> list[list[str]]:
    table = next(each for each in attachment.content if isinstance(each, AttachedTable))
    return [[values.plain(cell.content[0].text) for cell in row] for row in table.rows]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("first", "new"), [(2018, [False, True, False, True, False, True, False]), (2017, [False, *[True] * 6])]
)
def test_of_six_years_two_tables_share_a_page_of_more_each_has_its_own(first: int, new: list[bool]) -> None:
    attachment = made(*map(year, range(first, 2023)))
    heads = [each for each in attachment.content if isinstance(each, AttachedParagraph) and "、" in each.text[:2]]
    assert [each.begins_page for each in heads] == [*new, True]
    assert heads[-1].text == "八、说明"


def test_numbers_stand_in_threes_and_the_notes_beside_the_year() -> None:
    rows = first_table(made(year(2020), year(2021, **{f"{REVENUE}.上年": 1, f"{SPENT}.上年": 1})))
    assert rows[0] == ["年度", "收入总计", "支出总计", "本年收入合计", "本年支出合计", "年末结转和结余"]
    assert rows[1] == ["2020年（注1）", "—", "—", "41,234.50", "200.00", "—"]
    assert [row[0] for row in rows[2:]] == ["2021年", "2022年", "2023年"]


def test_the_years_of_one_form_are_told_together() -> None:
    old = replace(year(2020), edition="四川2020")
    said = lines(made(old, year(2021), year(2022)))
    assert said[-1] == (
        "各年的数取自当年的部门决算公开报告：2020年用“四川2020”版式，2021年、2022年、2023年用“四川2022”版式。"
    )
