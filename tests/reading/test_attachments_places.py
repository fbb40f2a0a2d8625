"""Whose place a finished report takes, and what is refused or named."""

import time
from pathlib import Path

import pytest

from juesuan import reading
from juesuan.model.given import Given
from juesuan.model.problems import Problem, ReportError
from juesuan.reading import attachments
from tests.support import builder
from tests.support.water_office import department

RIVERS, FLOODS = "青禾河治理工程", "山洪灾害防治经费"


def with_files(folder: Path, **texts: str) -> Path:
    """A year's folder with a finished report of one paragraph for each file name."""
    made = builder.write(folder / "2021", department())
    for name, text in texts.items():
        (made / "附件" / f"{name}.docx").write_bytes(builder.docx_of(builder.paragraph(text)))
    return made


@pytest.mark.parametrize(
    ("name", "target"),
    [
        (f"附件2 {RIVERS}自评报告", (RIVERS, False)),
        ("2021年部门整体支出绩效自评报告", ("", True)),
    ],
)
def test_a_report_takes_the_place_of_what_its_name_says(
    tmp_path: Path, name: str, target: tuple[str, bool]
) -> None:
    accounts, told = reading.read(reading.given(with_files(tmp_path, **{name: "全年治理河道。"})))
    (attachment,) = accounts.attachments
    assert (attachment.project, attachment.is_overall) == target
    assert any(problem.code == "A04" for problem in told)


def test_any_other_report_stands_beside(tmp_path: Path) -> None:
    accounts, _ = reading.read(reading.given(with_files(tmp_path, 其他材料="其他材料的正文。")))
    (attachment,) = accounts.attachments
    assert (attachment.project, attachment.is_overall) == ("", False)


def test_two_reports_for_one_place_are_told(tmp_path: Path) -> None:
    _, told = reading.read(
        reading.given(with_files(tmp_path, **{f"{FLOODS}一稿": "甲。", f"{FLOODS}二稿": "乙。"}))
    )
    assert [problem.code for problem in told if problem.severity.value == "警告"] == ["A05"]


def test_a_character_that_cannot_be_printed_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        reading.read(reading.given(with_files(tmp_path, 其他材料="好的😀。")))
    (problem,) = caught.value.problems
    assert problem.code == "R11"
    assert problem.where.startswith("〔附件/其他材料.docx〕")


def test_more_reports_than_any_department_has_are_told() -> None:
    problems: list[Problem] = []
    held = {f"附件/{number}.docx": b"" for number in range(201)}
    assert attachments.read(Given(Path("2021"), held), (), problems) == ()
    advice = "请合并成几个文件，或者把用不着的移到别处。"
    assert list(map(str, problems)) == [f"错误 A80　附件：有 201 份报告，超过 200 份，不予读取　→ {advice}"]


def test_pictures_that_no_run_can_carry_are_told_with_their_size() -> None:
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (7_000).to_bytes(4, "big") * 2
    smaller = "请在 Word 里选中图片，用“图片格式”里的“压缩图片”（220 ppi）缩小，再保存。"
    assert [str(each) for each in attachments._weight([head] * 9)] == []
    assert [str(each) for each in attachments._weight([head + bytes(number) for number in range(9)])] == [
        f"错误 A82　附件：图片一共有 44100 万个像素，超过 30000 万个，排不成报告　→ {smaller}"
    ]
    assert [str(each) for each in attachments._weight([bytes(61_000_000)])] == [
        f"错误 A81　附件：图片一共有 61 MB，超过 60 MB，排不成报告　→ {smaller}"
    ]


def test_a_table_of_thousands_of_rows_is_read_in_linear_time() -> None:
    rows = "<w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr>" * 5000
    given = Given(Path("2021"), {"附件/甲.docx": builder.docx_of(f"<w:tbl>{rows}</w:tbl>")})
    begun = time.process_time()
    attachments.read(given, (), [])
    assert time.process_time() - begun < 3


def test_attachments_that_together_are_longer_than_any_report_are_told(tmp_path: Path) -> None:
    folder = builder.write(tmp_path / "2021", department())
    for number in range(4):
        long = builder.docx({f"报告{number}": ["字" * 30_000] * 3})
        (folder / "附件" / f"{number}.docx").write_bytes(long)
    with pytest.raises(ReportError) as caught:
        reading.read(reading.given(folder))
    assert [f"{each.code} {each.where}：{each.message}" for each in caught.value.problems] == [
        "R75 附件：有 360012 个字，超过 200000 个字，排不成报告"
    ]
