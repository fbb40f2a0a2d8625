"""The command audit, as the officer runs it: several kinds of files, its page, exit codes, JSON."""

import json
from pathlib import Path

import pytest

from juesuan.app import cli
from juesuan.model.outcome import DONE, NOTHING, OPEN
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


def test_the_published_original_has_the_same_faults_as_a_text_and_as_a_page(
    tmp_path: Path, capsys: Output
) -> None:
    lines = PUBLISHED.read_text(encoding="utf-8").splitlines()
    page = "<meta charset='utf-8'>" + "".join(f"<p>{each.replace('<', '&lt;')}</p>" for each in lines)
    assert audit(tmp_path, PUBLISHED, written(tmp_path, "公开稿.html", page), "--json") == OPEN
    one, other = json.loads(capsys.readouterr().out)
    assert one["problems"] == other["problems"]
    assert any(each["code"] == "D22" and "缺图7" in each["message"] for each in one["problems"])
    assert any(each["code"] == "D09" and "2018" in each["message"] for each in one["problems"])


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
