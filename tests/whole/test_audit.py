"""The command audit, as the officer runs it: several kinds of files, its page, exit codes, JSON."""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from juesuan.app import cli
from juesuan.model.document import Paragraph, Run
from juesuan.model.identity import About
from juesuan.model.outcome import DONE, NOTHING, OPEN
from juesuan.pdf import pdf
from tests.support.report import Report

Output = pytest.CaptureFixture[str]
PUBLISHED = Path(__file__).parents[1] / "reference" / "published-2020.txt"
TIES = "2020年本年支出合计509.28万元，其中：基本支出250.10万元，占49.11%；项目支出259.18万元，占50.89%。"
WRONG = TIES.replace("49.11", "94.11")


def audit(output: Path, *words: str | Path) -> int:
    def never(*_: object, **__: object) -> None:
        raise AssertionError

    return cli.main(["audit", *map(str, words), "--output", str(output)], never, never)  # type: ignore[arg-type]


def written(folder: Path, name: str, words: str) -> Path:
    place = folder / name
    place.write_text(words, encoding="utf-8")
    return place


def test_a_report_that_ties_is_clear_and_its_page_is_told(tmp_path: Path, capsys: Output) -> None:
    assert audit(tmp_path / "output", written(tmp_path, "报告.txt", TIES)) == DONE
    said = capsys.readouterr().out
    page = tmp_path / "output" / "审读" / "报告.txt.审读报告.html"
    assert page.exists()
    assert str(page) in said
    assert "错误 0 条，警告 0 条，提示 0 条" in said


def test_a_wrong_number_is_told_with_its_place_and_what_to_do(tmp_path: Path, capsys: Output) -> None:
    assert audit(tmp_path / "output", written(tmp_path, "报告.txt", WRONG)) == OPEN
    assert "错误 D02　第1段：" in capsys.readouterr().out


def test_the_json_of_one_file_is_one_and_of_several_a_list(tmp_path: Path, capsys: Output) -> None:
    good, bad = written(tmp_path, "好.txt", TIES), written(tmp_path, "坏.txt", WRONG)
    assert audit(tmp_path / "output", bad, "--json") == OPEN
    told = json.loads(capsys.readouterr().out)
    (problem,) = told["problems"]
    assert {"code", "severity", "sentence", "message", "place"} <= problem.keys()
    assert (problem["code"], problem["severity"], problem["place"]) == ("D02", "错误", "第1段")
    wrong = [each for each in told["relations"] if each["verdict"] == "wrong"]
    assert [(each["kind"], each["computed"]) for each in wrong] == [("share", "49.11%")]
    assert {"kind", "numbers", "computed", "verdict", "sentence", "place"} <= wrong[0].keys()
    assert {each["code"]: (each["ran"], each["could_not"]) for each in told["rules"]}["D02"] == (2, 0)
    assert audit(tmp_path / "output", good, bad, "--json") == OPEN
    assert [each["file"] for each in json.loads(capsys.readouterr().out)] == ["好.txt", "坏.txt"]


def test_files_that_cannot_be_read_are_told_and_the_others_audited(tmp_path: Path, capsys: Output) -> None:
    good, bad = written(tmp_path, "好.txt", TIES), written(tmp_path, "坏.pdf", "junk")
    assert audit(tmp_path / "output", bad) == NOTHING
    assert "错误 D29　坏.pdf：PDF 文件已损坏，读不出内容" in capsys.readouterr().out
    assert not (tmp_path / "output").exists()
    assert audit(tmp_path / "output", bad, good) == OPEN
    assert (tmp_path / "output" / "审读" / "好.txt.审读报告.html").exists()


def test_of_several_files_each_problem_names_its_file(tmp_path: Path, capsys: Output) -> None:
    files = [written(tmp_path, name, WRONG) for name in ("甲.txt", "乙.txt")]
    assert audit(tmp_path / "output", *files, "--quiet") == OPEN
    said = capsys.readouterr().out
    assert "错误 D02　〔甲.txt〕第1段：" in said
    assert "错误 D02　〔乙.txt〕第1段：" in said


def test_a_page_is_written_anew_but_never_over_another_file(tmp_path: Path) -> None:
    report, folder = written(tmp_path, "报告.txt", TIES), tmp_path / "output" / "审读"
    assert audit(tmp_path / "output", report) == audit(tmp_path / "output", report) == DONE
    assert [each.name for each in folder.iterdir()] == ["报告.txt.审读报告.html"]
    (folder / "报告.txt.审读报告.html").write_text("别人的", encoding="utf-8")
    assert audit(tmp_path / "output", report) == DONE
    assert (folder / "报告.txt.审读报告.html").read_text(encoding="utf-8") == "别人的"
    assert len(list(folder.iterdir())) == 2


def test_two_files_of_one_name_have_a_page_each(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    files = (written(tmp_path, "报告.txt", TIES), written(tmp_path / "甲", "报告.txt", TIES))
    assert audit(tmp_path / "output", *files) == DONE
    assert len(list((tmp_path / "output" / "审读").iterdir())) == 2


def test_a_year_may_be_given_and_must_be_one(tmp_path: Path, capsys: Output) -> None:
    report = written(tmp_path, "报告.txt", TIES)
    assert audit(tmp_path / "output", report, "--year", "2020", "--json") == DONE
    assert json.loads(capsys.readouterr().out)["year"] == 2020
    assert audit(tmp_path / "output", report, "--year", "去年") == NOTHING
    assert "“去年”不是年度" in capsys.readouterr().out


def test_a_file_must_be_named(tmp_path: Path, capsys: Output) -> None:
    assert audit(tmp_path) == NOTHING
    assert "缺少参数 文件" in capsys.readouterr().err


IN_THE_REFERENCE = (
    ("D01", "13.1亿元＋97亿元＋213.75亿元＝323.85亿元"),
    ("D01", "47.2万元＝47.20万元，比写的总数45.25万元多"),
    ("D03", "预算是895.52万元；各项倒推的预算加起来是582.83万元"),
    ("D06", "“总计”没有包括年初、年末结转和结余"),
    ("D07", "第10段是“调入3人”，这里是“新进6位”"),
    ("D08", "91.07分应为“优”"),
    ("D09", "写的是2018年"),
    ("D10", "范文里的填写说明没有删"),
    ("D16", "34%少写了小数，算出来是34.09%；同一段的7.79%"),
    ("D17", "执行数合计170.00万元，比第21段的项目支出259.18万元少"),
    ("D22", "缺图7"),
    ("D25", "行政单位医疗（项）”解释了两次"),
    ("D25", "机关事业单位职业年金缴费支出（项）”在报告里没有用到"),
)
"""What is known to be wrong with the published original and can be seen without its workbook."""
COUNTED = {
    "D01": 2, "D03": 1, "D04": 1, "D06": 2, "D07": 1, "D08": 3, "D09": 1, "D10": 6,
    "D16": 1, "D17": 1, "D22": 1, "D25": 5,
}  # fmt: skip
"""All that is said of it; one D04 is of what rounding leaves."""


def test_what_is_wrong_with_the_published_original_is_told_and_nothing_else(
    tmp_path: Path, capsys: Output
) -> None:
    assert audit(tmp_path, PUBLISHED, "--json") == OPEN
    told = [(each["code"], each["message"]) for each in json.loads(capsys.readouterr().out)["problems"]]
    for code, words in IN_THE_REFERENCE:
        assert any(each == code and words in message for each, message in told), words
    assert Counter(code for code, _ in told) == COUNTED


FAULTY = (
    "青禾县水务局2021年度部门决算说明",
    "一、支出决算情况说明",
    "2021年本年支出合计509.28万元，其中：基本支出250.10万元，占49.11%；项目支出259.18万元，占58.09%。",
    "（图1：支出决算结构）",
    "二、“三公”经费支出决算情况说明",
    "公务接待费支出3.00万元，比2019年减少0.40万元，下降11.76%。其中：国内接待支出2.50万元，外事接待支出0.80万元。",
    "（图3：“三公”经费支出结构）",
    "三、预算绩效管理情况",
    "（注：数据来源于财决01表）",
    "本单位整体支出自评得分92.50分，自评等级为优。",
)
"""A share, a sum, a year, the number of a chart and a note to the writer are wrong."""


def test_the_same_faults_are_found_in_a_file_of_each_kind(tmp_path: Path, capsys: Output) -> None:
    files = [tmp_path / f"报告.{kind}" for kind in ("txt", "html", "docx", "pdf")]
    files[0].write_text("\n".join(FAULTY), encoding="utf-8")
    files[1].write_text("<meta charset='utf-8'>" + "".join(f"<p>{each}</p>" for each in FAULTY), encoding="utf-8")
    document = docx.Document()
    for each in FAULTY:
        document.add_paragraph(each)
    document.save(str(files[2]))
    about = About("2021年度部门决算", "青禾县水务局", datetime(2022, 8, 20, tzinfo=UTC))
    blocks = [Paragraph("正文", (Run(each),)) for each in FAULTY]
    files[3].write_bytes(pdf.lay_out(blocks, {}, about).pdf)
    assert audit(tmp_path / "output", *files, "--json") == OPEN
    first, *others = ([_unplaced(each) for each in one["problems"]] for one in json.loads(capsys.readouterr().out))
    assert [code for code, _, _ in first] == ["D02", "D01", "D09", "D10", "D22"]
    assert [first] * 3 == others


def _unplaced(problem: dict[str, str]) -> tuple[str, str, str]:
    return problem["code"], problem["sentence"], problem["message"]


def test_a_report_of_our_own_says_the_same_as_word_and_as_pdf(
    sample: Report, tmp_path: Path, capsys: Output
) -> None:
    for name, data in (("报告.docx", sample.docx), ("报告.pdf", sample.pdf)):
        (tmp_path / name).write_bytes(data)
    audit(tmp_path / "output", tmp_path / "报告.docx", tmp_path / "报告.pdf", "--json")
    word, pdf = json.loads(capsys.readouterr().out)
    assert word["problems"]
    assert [(each["code"], each["sentence"]) for each in word["problems"]] == [
        (each["code"], each["sentence"]) for each in pdf["problems"]
    ]
    assert all(each["place"].startswith("第") and "页" in each["place"] for each in pdf["problems"])
