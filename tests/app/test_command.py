"""The command line, run in this process with a step that only pretends to make a report."""

import errno
import io
import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

import generate
from charts.data import MissingGlyph
from juesuan.app import cli
from juesuan.app.command_line import Check, Command, Make
from juesuan.app.commands import COMMANDS
from juesuan.app.telling import Telling
from juesuan.model import advised, proposed, release, year_folder
from juesuan.model.outcome import DONE, NOTHING, OPEN, Checked, Made
from juesuan.model.problems import Problem, ReportError, error, hint, warning
from tests.support import builder, factories
from tests.support.builder import changed
from tests.support.water_office import department

Output = pytest.CaptureFixture[str]


@pytest.fixture
def years(tmp_path: Path) -> list[str]:
    """Arguments that lead to the folders of two years and to a place for the report."""
    for year in ("2019", "2020", "模板"):
        (tmp_path / "inputs" / year).mkdir(parents=True)
    return ["--inputs", str(tmp_path / "inputs"), "--output", str(tmp_path / "output")]


def making(*problems: Problem) -> Make:
    """A step that makes a report about which there is something to say."""

    def make(folder: Path, output: Path, tell: Telling, **_: object) -> Made:
        tell.step("读取", lambda: folder.name)
        return Made((output / folder.name / "报告.docx",), 36, 340, 7, problems)

    return make


def unchecked(_: Path, __: Telling, ___: object) -> Checked:
    raise AssertionError


def main(arguments: list[str], make: Make, check: Check = unchecked) -> int:
    return cli.main(arguments, make, check)


def failing(fault: BaseException) -> Make:
    def make(_: Path, __: Path, ___: Telling, **____: object) -> Made:
        raise fault

    return make


def never(_: Path, __: Path, ___: Telling, **____: object) -> Made:
    raise AssertionError


def test_a_character_no_chart_can_draw_is_said_in_chinese(years: list[str], capsys: Output) -> None:
    def make(_: Path, __: Path, ___: Telling, **____: object) -> Made:
        raise MissingGlyph("支出结构", "㎡")

    assert main(years, make) == NOTHING
    assert (
        "错误 G01　图“支出结构”：图表“支出结构”的文字中有图表字体没有的字：㎡（U+33A1）" in capsys.readouterr().out
    )


# ---- exit codes


@pytest.mark.parametrize(
    ("problems", "code"),
    [
        ((), DONE),
        ((hint("C10", "表", "甲"),), DONE),
        ((hint("C10", "表", "甲"), warning("F01", "表", "乙")), OPEN),
        ((error("C01", "表", "甲"),), OPEN),
    ],
)
def test_the_exit_code_says_whether_something_is_open(
    years: list[str], problems: tuple[Problem, ...], code: int
) -> None:
    assert main(years, making(*problems)) == code


def test_a_report_is_summed_up(years: list[str], tmp_path: Path, capsys: Output) -> None:
    assert main(years, making(hint("C10", "表", "甲"), error("C01", "表", "乙", "丙"))) == OPEN
    step, first, second, made, counts, last = capsys.readouterr().out.splitlines()
    assert step.startswith("✓ 读取")
    assert (first, second) == ("错误 C01　表：乙　→ 丙", "提示 C10　表：甲")
    assert made == f"成品　{tmp_path / 'output' / '2020' / '报告.docx'}"
    assert counts.startswith("36 页，图 7 张，正文中的数 340 个；错误 1 条，警告 0 条，提示 1 条；用时 ")
    assert last == "有错误没有改正，请改好后重新生成，不要公开这一稿。"


def test_a_path_below_the_present_folder_is_short(
    years: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.chdir(tmp_path)
    main(years, making())
    assert f"成品　{Path('output', '2020', '报告.docx')}\n" in capsys.readouterr().out


def test_quiet_says_nothing_when_all_is_well(years: list[str], capsys: Output) -> None:
    assert main([*years, "--quiet"], making(hint("C10", "表", "甲"))) == DONE
    assert capsys.readouterr() == ("", "")


def test_json_tells_programs_everything(years: list[str], tmp_path: Path, capsys: Output) -> None:
    assert main([*years, "--json"], making(error("C01", "表", "乙"))) == OPEN
    found = json.loads(capsys.readouterr().out)
    assert found["exit_code"] == OPEN
    assert found["files"] == [str(tmp_path / "output" / "2020" / "报告.docx")]
    assert [found[name] for name in ("pages", "figures", "charts")] == [36, 340, 7]
    assert [problem["code"] for problem in found["problems"]] == ["C01"]
    assert [step["name"] for step in found["steps"]] == ["读取"]


EXPLAINED = replace(error("C01", "〔收入支出〕B4", "多2元", "请改正。"), explained="上年有调整")


def test_what_is_explained_is_listed_last_and_counted_apart(years: list[str], capsys: Output) -> None:
    assert main(years, making(EXPLAINED, hint("C10", "表", "甲"))) == DONE
    _, first, second, _, counts = capsys.readouterr().out.splitlines()
    assert (first, second) == ("提示 C10　表：甲", "已说明 C01　〔收入支出〕B4：多2元　（上年有调整）")
    assert "；错误 0 条，警告 0 条，提示 1 条，已说明 1 条；用时 " in counts


# ---- check


def checking(*problems: Problem) -> Check:
    """A check that finds something."""

    def check(folder: Path, tell: Telling, _: object) -> Checked:
        tell.step("读取", lambda: folder.name)
        return factories.checked(*problems, figures=340)

    return check


@pytest.mark.parametrize(
    ("problems", "code"),
    [
        ((), DONE),
        ((hint("C10", "表", "甲"), EXPLAINED), DONE),
        ((warning("C20", "表", "乙"),), OPEN),
        ((error("C01", "表", "甲"),), OPEN),
    ],
)
def test_a_check_has_the_exit_codes_of_a_report(
    years: list[str], problems: tuple[Problem, ...], code: int
) -> None:
    assert main(["check", *years], never, checking(*problems)) == code


def test_a_check_is_summed_up(years: list[str], capsys: Output) -> None:
    found = (EXPLAINED, error("C01", "表", "乙", "丙"))
    assert main(["check", *years], never, checking(*found)) == OPEN
    step, first, second, counts, last = capsys.readouterr().out.splitlines()
    assert step.startswith("✓ 读取")
    assert (first, second) == ("错误 C01　表：乙　→ 丙", "已说明 C01　〔收入支出〕B4：多2元　（上年有调整）")
    assert counts.startswith("核对了 340 个数；错误 1 条，警告 0 条，提示 0 条，已说明 1 条；用时 ")
    assert last == "有错误没有改正，请改好后重新生成，不要公开这一稿。"


def test_a_quiet_check_says_what_is_open_and_no_more(years: list[str], capsys: Output) -> None:
    found = (EXPLAINED, hint("C10", "表", "甲"), warning("C20", "表", "乙"))
    assert main(["check", *years, "--quiet"], never, checking(*found)) == OPEN
    assert capsys.readouterr() == ("警告 C20　表：乙\n", "")


def test_a_check_tells_programs_everything(years: list[str], capsys: Output) -> None:
    assert main(["check", *years, "--json"], never, checking(EXPLAINED)) == DONE
    found = json.loads(capsys.readouterr().out)
    assert (found["exit_code"], found["figures"]) == (DONE, 340)
    assert "files" not in found
    assert [(each["code"], each["explained"]) for each in found["problems"]] == [("C01", "上年有调整")]


@pytest.mark.parametrize(("more", "year"), [([], "2020"), (["--year", "2019"], "2019")])
def test_a_check_chooses_the_year_as_a_report_does(years: list[str], more: list[str], year: str) -> None:
    chosen: list[str] = []

    def check(folder: Path, _: Telling, __: object) -> Checked:
        chosen.append(folder.name)
        return factories.checked()

    assert main(["check", *years, *more], never, check) == DONE
    assert chosen == [year]


def test_a_check_that_cannot_read_is_a_refusal(years: list[str], capsys: Output) -> None:
    def check(_: Path, __: Telling, ___: object) -> Checked:
        raise ReportError(error("R12", "〔收入支出〕B4", "甲"))

    assert main(["check", *years], never, check) == NOTHING
    assert capsys.readouterr().out.splitlines() == [
        "错误 R12　〔收入支出〕B4：甲",
        "没有核对：有 1 处要先改正。原来的成品没有动。",
    ]


def test_a_check_takes_no_folder(capsys: Output) -> None:
    assert main(["check", "inputs/2021"], never) == NOTHING
    assert capsys.readouterr().err.startswith("命令写错了：")


def test_the_real_check_finds_what_the_report_says_of_the_tables(tmp_path: Path, capsys: Output) -> None:
    content = changed(department(), "收入支出", "其他收入", "本年决算数", 60000)
    folder = builder.write(tmp_path / "2021", content)
    arguments = ["check", "--inputs", str(folder), "--output", str(tmp_path / "output"), "--json"]
    assert cli.main(arguments, generate.make, generate.check) == OPEN
    assert not (tmp_path / "output").exists()
    found = json.loads(capsys.readouterr().out)
    tie = next(each for each in found["problems"] if each["code"] == "C101")
    assert tie["severity"] == "错误"
    assert tie["part"] == "收入支出"
    assert tie["cell"] == tie["where"] == "〔收入支出〕B14"
    assert "〔收入支出〕B13" in tie["cells"]
    assert (tie["expected"], tie["found"], tie["difference"]) == ("", "3,700,000.00元", "少10,000.00元")
    assert tie["hint"]
    assert tie["explained"] == ""


# ---- which year


@pytest.mark.parametrize(("more", "year"), [([], "2020"), (["--year", "2019"], "2019")])
def test_the_newest_year_is_made_unless_another_is_asked_for(
    years: list[str], tmp_path: Path, more: list[str], year: str
) -> None:
    main([*years, *more], making())
    chosen: list[Path] = []

    def make(folder: Path, output: Path, _: Telling, **__: object) -> Made:
        chosen.extend((folder, output))
        return Made((), 0, 0, 0, ())

    assert main([*years, *more], make) == DONE
    assert chosen == [tmp_path / "inputs" / year, tmp_path / "output"]


def test_the_folder_of_a_year_may_be_named_itself(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "决算数据.xls").touch()
    assert main(["--inputs", str(tmp_path), "--output", str(tmp_path / "output")], making()) == DONE
    assert f"{tmp_path.name}" in capsys.readouterr().out


def test_a_year_that_is_not_there_is_told_with_those_that_are(
    years: list[str], tmp_path: Path, capsys: Output
) -> None:
    assert main([*years, "--year", "2018"], never) == NOTHING
    assert capsys.readouterr().out.splitlines() == [
        f"错误 I01　{tmp_path / 'inputs'}：没有 2018 年度的文件夹　→ 现有：2019、2020。",
        "没有生成：有 1 处要先改正。原来的成品没有动。",
    ]


def test_without_any_year_it_is_said_how_to_begin(tmp_path: Path, capsys: Output) -> None:
    assert main(["--inputs", str(tmp_path / "无")], never) == NOTHING
    last_year = str(datetime.now(UTC).year - 1)
    advice = f"可以运行 {advised.program()} init {tmp_path / '无' / last_year} 放一套空白文件。"
    said = f"错误 I01　{tmp_path / '无'}：里面没有以年度命名的文件夹，如 2020　→ {advice}"
    assert capsys.readouterr().out.splitlines()[0] == said


# ---- nothing made


def test_every_reason_of_a_refusal_is_told(years: list[str], capsys: Output) -> None:
    refusal = ReportError(error("R12", "〔收入支出〕B4", "甲"), error("R30", "〔收入支出〕B5", "乙"))
    assert main([*years, "--quiet"], failing(refusal)) == NOTHING
    assert capsys.readouterr().out.splitlines() == ["错误 R12　〔收入支出〕B4：甲", "错误 R30　〔收入支出〕B5：乙"]


def test_a_refusal_is_json_too(years: list[str], capsys: Output) -> None:
    assert main([*years, "--json"], failing(ReportError(error("R12", "表", "甲")))) == NOTHING
    found = json.loads(capsys.readouterr().out)
    assert (found["exit_code"], found["files"], len(found["problems"])) == (NOTHING, [], 1)


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EACCES, "没有权限，或文件正被打开"),
        (errno.ENOTTY, f"系统错误 {errno.ENOTTY}"),
    ],
)
def test_a_disk_that_fails_is_told_in_chinese(years: list[str], capsys: Output, number: int, reason: str) -> None:
    assert main([*years, "--quiet"], failing(OSError(number, "Strange", "报告.docx"))) == NOTHING
    advice = "请检查磁盘空间、文件夹权限，关闭正打开的文件后再试。"
    assert capsys.readouterr().out == f"错误 F03　报告.docx：文件读写失败（{reason}）　→ {advice}\n"


@pytest.mark.parametrize("number", [errno.EEXIST, errno.EISDIR, errno.ENOTDIR])
def test_what_stands_in_the_way_is_to_be_moved(years: list[str], capsys: Output, number: int) -> None:
    assert main([*years, "--quiet"], failing(OSError(number, "Strange", "2021/交付"))) == NOTHING
    assert capsys.readouterr().out.endswith("）　→ 请看看它是什么，改名或移到别处，再试一次。\n")


def test_a_fault_of_the_program_is_told_without_a_traceback(
    years: list[str], tmp_path: Path, capsys: Output
) -> None:
    assert main(years, failing(RuntimeError("a secret of the code"))) == NOTHING
    log = tmp_path / "output" / "程序出错记录.txt"
    said, err = capsys.readouterr()
    problem = f"错误 X01　程序：程序自身出错，没有生成　→ 请把 {log} 和填报文件发给维护人员。"
    assert said.splitlines()[0] == problem
    assert "Traceback" not in said + err
    assert "RuntimeError: a secret of the code" in log.read_text(encoding="utf-8")


def test_a_fault_of_a_check_is_written_down_where_no_outputs_are(
    years: list[str], tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def check(_: Path, __: Telling, ___: object) -> Checked:
        raise RuntimeError("a secret of the code")

    assert main([*years, "check"], never, check) == NOTHING
    log = tmp_path / "cache" / "juesuan" / "程序出错记录.txt"
    assert f"请把 {log} 和填报文件发给维护人员。" in capsys.readouterr().out
    assert "RuntimeError: a secret of the code" in log.read_text(encoding="utf-8")
    assert not (tmp_path / "output").exists()


def test_a_fault_is_told_even_where_nothing_can_be_written(
    years: list[str], tmp_path: Path, capsys: Output
) -> None:
    (tmp_path / "output").touch()
    assert main([*years, "--quiet"], failing(RuntimeError())) == NOTHING
    assert capsys.readouterr().out == "错误 X01　程序：程序自身出错，没有生成　→ 请联系维护人员。\n"


def test_an_interruption_is_no_fault(years: list[str], capsys: Output) -> None:
    assert main(years, failing(KeyboardInterrupt())) == NOTHING
    assert capsys.readouterr() == ("", "\n已中断。每份成品都是完整的，再生成一次即可。\n")


# ---- the words of the command


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--nonsense"], "不认识的参数 --nonsense"),
        (["2020"], "参数内容不对 2020"),
        (["--year"], "参数后面缺内容 --year"),
        (["--quiet", "--json"], "这两个参数不能同时用 --json"),
        (["init"], "缺少参数"),
        (["template"], "缺少参数"),
        (["--quiet=1"], "请对照用法 --quiet"),
    ],
)
def test_a_wrong_command_is_answered_in_chinese(arguments: list[str], said: str, capsys: Output) -> None:
    assert main(arguments, never) == NOTHING
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"命令写错了：{said}")
    assert f"\n用法：{advised.program()}" in err
    assert not re.search(r"\b(usage|error|argument|unrecognized|required)\b", err)


def test_help_is_all_chinese(capsys: Output) -> None:
    assert main(["--help"], never) == DONE
    said = capsys.readouterr().out
    assert said.startswith(f"用法：{advised.program()}")
    words = set(re.findall(r"(?<![-\w./])[A-Za-z]+(?![\w./=-])", said))
    commands, kinds = (
        {
            "python",
            "check",
            "new",
            "init",
            "start",
            "import",
            "terms",
            "confirm",
            "template",
            "edition",
            "tags",
            "history",
            "restore",
            "verify",
            "publish",
            "trends",
            "audit",
            "inputs",
            "output",
            "drop",
            "seen",
            "desk",
            "open",
            "batch",
            "local",
            "tls",
        },
        {"Word", "PDF", "JSON", "CSV"},
    )
    assert words <= commands | kinds | {"LibreOffice"}
    assert "check 只核对、不生成" in said
    assert f"{advised.program()} check [--year 年度]" in said


@pytest.mark.parametrize("command", COMMANDS[1:], ids=lambda command: command.name)
def test_the_help_of_a_command_has_no_line_without_chinese(command: Command, capsys: Output) -> None:
    assert main([command.name, "--help"], never) == DONE
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.strip() and not re.search("[一-龥]", line)] == []


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_console_of_another_code_page_does_not_end_the_run(
    years: list[str], monkeypatch: pytest.MonkeyPatch, stream: str
) -> None:
    monkeypatch.setattr(sys, stream, io.TextIOWrapper(io.BytesIO(), encoding="gbk"))
    assert main(years, making(hint("C10", "表", "𠮷"))) == DONE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has such a device")
@pytest.mark.parametrize("manner", [[], ["--quiet"], ["--json"]])
def test_a_result_that_cannot_be_told_is_no_success(years: list[str], capsys: Output, manner: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch, Path("/dev/full").open("w", encoding="utf-8") as full:
        patch.setattr(sys, "stdout", full)
        code = main([*years, *manner], making(warning("C10", "表", "甲")))
    assert code == OPEN
    advice = "请腾出空间，或不要把输出转存到文件，再运行一次。"
    assert capsys.readouterr().err == f"结果写不出来（磁盘已满）。{advice}\n"


# ---- init


def test_init_makes_the_files_of_a_year(tmp_path: Path, capsys: Output) -> None:
    folder = tmp_path / "2021"
    assert main(["init", str(folder)], never) == DONE
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        (year_folder.WORKBOOK, year_folder.TEXTS, year_folder.ATTACHMENTS, proposed.FILE)
    )
    assert capsys.readouterr().out.splitlines() == [
        f"已生成 {folder / proposed.FILE}",
        f"已生成 {folder / year_folder.WORKBOOK}",
        f"已生成 {folder / year_folder.TEXTS}",
        f"填好以后，运行 {advised.program()} --inputs {folder} 生成报告。",
    ]


def test_init_never_overwrites(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / year_folder.WORKBOOK).write_bytes(b"figures")
    assert main(["init", str(tmp_path), "--json"], never) == DONE
    assert (tmp_path / year_folder.WORKBOOK).read_bytes() == b"figures"
    found = json.loads(capsys.readouterr().out)
    assert found["files"] == [str(tmp_path / year_folder.TEXTS)]
    assert [(each["code"], each["where"], each["message"]) for each in found["problems"]] == [
        ("I02", str(tmp_path / year_folder.WORKBOOK), "已经有这个文件，没有动它")
    ]


def test_init_where_a_file_is_in_the_way_is_told(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "2021").touch()
    assert main(["init", str(tmp_path / "2021"), "--quiet"], never) == NOTHING
    assert "文件读写失败（同名的文件已经有了）" in capsys.readouterr().out


def test_the_version_of_the_program_is_said_and_nothing_is_done(capsys: Output) -> None:
    for arguments in (["--version"], ["check", "--version"]):
        assert main(arguments, never) == DONE
        assert capsys.readouterr().out == f"决算有据 {release.number()}\n"
