"""A numbered paragraph that was deleted by hand leaves a gap, which is told with its place."""

import pytest

from juesuan.compare.edits import differences, sequences
from juesuan.ooxml import editable_text
from tests.support import handwriting, water_office, word_files
from tests.support.handwriting import Hand, Run


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return handwriting.run(tmp_path_factory.mktemp("year"), water_office.department())


def after(run: Run, change: str) -> list[str]:
    hand = Hand.on(run.base)
    hand.delete(change)
    carried = run.carried(*differences.edits(run.base, hand.saved()))
    return [str(problem) for problem in carried.problems if problem.code == "H28"]


def test_a_deleted_item_of_a_row_is_told(run: Run) -> None:
    (told,) = after(run, "4．农林水支出（类）水利（款）水利工程建设（项）：支出决算")
    assert told.startswith(
        "警告 H28　“（三）一般公共预算财政拨款支出决算具体情况”第5段（5．农林水支出（类）水利…）："
    )
    assert "“3．”的后面就是“5．”" in told


def test_the_last_item_leaves_no_gap(run: Run) -> None:
    assert after(run, "6．住房保障支出（类）住房改革支出（款）住房公积金（项）：支出决算") == []


def test_a_report_has_no_gap_of_its_own(run: Run) -> None:
    assert sequences.gaps(list(editable_text.reader(run.base).items())) == []


@pytest.mark.parametrize(
    ("texts", "gaps"),
    [
        (["一、甲", "二、乙", "三、丙", "五、丁"], ["五、"]),
        (["（一）甲", "（二）乙", "（四）丙"], ["（四）"]),
        (["1. 甲", "2. 乙", "4. 丙", "5. 丁"], ["4."]),
        (["①甲", "③乙"], ["③"]),
        (["一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊"], []),
        (["1．甲", "说明一句。", "2．乙", "1．另一行", "2．再一行"], []),
        (["12.5公里", "3.5亿元", "一、二号机组"], []),
        (["2．甲"], ["2．"]),
    ],
)
def test_rows_of_numbers(texts: list[str], gaps: list[str]) -> None:
    data = word_files.docx("".join(map(word_files.paragraph, texts)))
    assert [gap.number for gap in sequences.gaps(list(editable_text.reader(data).items()))] == gaps
