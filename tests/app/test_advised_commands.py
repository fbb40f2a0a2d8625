"""Every command that the program advises: as it was started, on its own year; each is run here."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import generate
from juesuan.app import cli
from juesuan.app.commands import COMMANDS
from juesuan.model import advised
from juesuan.model.outcome import DONE, NOTHING, OPEN
from juesuan.model.proposed import FILE
from juesuan.versions import store
from juesuan.year import first_year
from tests.support import builder, effort, official_export, output_folder, printed_report, water_office
from tests.support.handwriting import Hand
from tests.support.shelf import Shelf

Output = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[2]
SITES = {
    ("app/publishing.py", ""),
    ("versions/publication.py", ""),
    ("versions/publication.py", "publish"),
    ("app/side_by_side.py", "trends"),
    ("checks/years_beside.py", "trends"),
    ("app/command_line.py", "init"),
    ("app/year_commands.py", ""),
    ("app/seen.py", "seen"),
    ("app/confirm.py", "confirm"),
    ("checks/numbers.py", "seen"),
    ("checks/proposed.py", "confirm"),
    ("app/importing.py", "check"),
    ("app/terms.py", "check"),
    ("app/terms.py", "confirm"),
    ("compare/edits/messages.py", "drop"),
    ("compare/edits/messages.py", "template"),
    ("reading/inputs.py", "init"),
    ("reading/texts.py", "init"),
    ("versions/history.py", "restore"),
    ("versions/keep.py", "history"),
    ("versions/history.py", ""),
    ("year/next_year.py", "init"),
    ("year/next_year.py", "template"),
    ("year/next_year.py", "confirm"),
    ("year/next_year.py", "check"),
    ("year/next_year.py", ""),
    ("year/own_template.py", "init"),
    ("year/own_template.py", ""),
    ("year/starting.py", "template"),
    ("year/starting.py", "check"),
}
"""Where which command is advised; each is printed and run below."""


class Office:
    """A folder with inputs and outputs of its own, and what the program says there."""

    def __init__(self, root: Path, capsys: Output) -> None:
        self.root, self.capsys = root, capsys
        self.inputs, self.output = root / "inputs", root / "output"
        self.folders = f"--inputs {self.inputs} --output {self.output}"
        self.inputs.mkdir(parents=True, exist_ok=True)

    def said(self, *arguments: str, code: int = DONE) -> str:
        self.capsys.readouterr()
        options = ["--inputs", str(self.inputs), "--output", str(self.output)]
        assert cli.main([*arguments, *options], generate.make, generate.check) == code
        return self.capsys.readouterr().out

    def advised(self, *arguments: str, code: int = DONE) -> list[str]:
        """The commands that the program advises when it has run with these arguments, each once."""
        return list(dict.fromkeys(commands(self.said(*arguments, code=code))))

    def run(self, command: str, code: int = DONE) -> str:
        with effort.unmeasured():
            done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602
        assert (command, done.returncode, done.stderr) == (command, code, "")
        return done.stdout


def commands(text: str) -> list[str]:
    """The commands in a text: the program, and the words behind it up to the first that is Chinese."""
    return re.findall(re.escape(advised.program()) + r"(?: [!-~]+)*", text)


@pytest.fixture
def office(tmp_path: Path, capsys: Output) -> Office:
    return Office(tmp_path / "office", capsys)


def calls() -> Iterator[tuple[str, str]]:
    """The place in the package and the word of each command that is advised."""
    for path in sorted((ROOT / "juesuan").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if ast.unparse(node.func) in {"advised.command", "advised.on_folder"}:
                yield path.relative_to(ROOT / "juesuan").as_posix(), ast.literal_eval(node.args[0])


def test_every_place_that_advises_a_command_is_known_here() -> None:
    assert set(calls()) == SITES


def test_no_command_is_written_out_elsewhere() -> None:
    written = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "juesuan").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and re.search(r"python\S* generate\.py", str(node.value))
        and "`" not in str(node.value) and '"""' not in ast.unparse(node)
    }  # fmt: skip
    assert written - {"juesuan/model/advised.py"} == set()


def test_every_command_has_its_options_in_one_place() -> None:
    assert {command.name for command in COMMANDS} == set(advised.OPTIONS)


# ---- as it was started


def test_a_starter_that_says_its_name_is_advised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(advised.STARTER, "生成报告.bat")
    assert advised.command("drop", 10, year=2024) == "生成报告.bat drop 10 --year 2024"


@pytest.mark.parametrize("python", [".venv/bin/python", "python3", r".venv/Scripts/python.exe"])
def test_it_is_advised_as_it_was_typed(monkeypatch: pytest.MonkeyPatch, python: str) -> None:
    monkeypatch.delenv(advised.STARTER, raising=False)
    monkeypatch.setattr(sys, "argv", ["generate.py", "check"])
    monkeypatch.setattr(sys, "orig_argv", [python, "generate.py", "check"])
    assert advised.command("check", year=2024) == f"{python} generate.py check --year 2024"
    assert advised.command("init", Path("我的 文件")) == f"{python} generate.py init '我的 文件'"
    assert advised.command("init", Path("决算（2024）")) == f"{python} generate.py init 决算（2024）"


def test_the_starter_says_its_name() -> None:
    script = (ROOT / "生成报告.bat").read_bytes().decode("utf-8")
    assert f'set "{advised.STARTER}=%~nx0"\r\n' in script


# ---- on the files of the run


def test_the_folders_of_the_run_are_in_the_command(tmp_path: Path) -> None:
    builder.write(tmp_path / "single", water_office.department())
    with advised.working_on(tmp_path / "inputs", tmp_path / "output"):
        folders = f"--inputs {tmp_path / 'inputs'} --output {tmp_path / 'output'}"
        assert advised.command("drop", 1, year=2021).endswith(f" drop 1 --year 2021 {folders}")
        assert advised.command("restore", 1, year=2021).endswith(f" restore 1 --year 2021 {folders}")
    with advised.working_on(tmp_path / "single", advised.OUTPUT):  # no year can be asked for there
        assert advised.command("drop", 1, year=2021).endswith(f" drop 1 --inputs {tmp_path / 'single'}")
        assert advised.on_folder("", tmp_path / "single").endswith(f"generate.py --inputs {tmp_path / 'single'}")
    assert not commands(advised.program())[0].endswith("--inputs")


# ---- each of them is run


def test_a_first_year_is_begun_as_advised(office: Office) -> None:
    (init,) = office.advised(code=NOTHING)
    office.run(init)
    (place,) = office.inputs.iterdir()
    assert (place / "决算数据.xlsx").exists()
    (init,) = office.advised("new", "2019", code=NOTHING)
    office.run(init)
    assert (office.inputs / "2019" / "决算数据.xlsx").exists()
    (init,) = office.advised("template", "2018", code=NOTHING)
    office.run(init)
    assert (office.inputs / "2018" / "决算数据.xlsx").exists()


def test_a_year_alone_is_the_folder_where_the_program_looks(office: Office) -> None:
    (make,) = office.advised("init", "2024")
    assert sorted(path.name for path in (office.inputs / "2024").iterdir()) == [
        "决算数据.xlsx",
        "提出的格.toml",
        "文字材料.docx",
        "附件",
    ]
    assert make == f"{advised.program()} --year 2024 {office.folders}"
    assert not (Path.cwd() / "2024").exists()
    assert "没有生成" in office.run(make, NOTHING)  # it is blank, and was found
    (make,) = office.advised("template", "2024")
    assert (office.inputs / "2024" / "版式" / "report.docx").exists()
    assert make == f"{advised.program()} --year 2024 {office.folders}"


def test_a_folder_elsewhere_is_named_in_the_command(office: Office) -> None:
    (make,) = office.advised("init", str(office.root / "2024"))
    assert make == f"{advised.program()} --inputs {office.root / '2024'} --output {office.output}"
    assert "没有生成" in office.run(make, NOTHING)


def test_what_is_missing_is_put_there_as_advised(office: Office) -> None:
    folder = builder.write(office.inputs / "2021", water_office.department())
    (folder / "文字材料.docx").unlink()
    (init,) = office.advised("check", code=OPEN)
    office.run(init)
    assert (folder / "文字材料.docx").exists()
    shutil.rmtree(folder)
    folder.mkdir()
    (init,) = office.advised("check", code=NOTHING)
    office.run(init)
    assert (folder / "决算数据.xlsx").exists()


def test_an_edit_is_dropped_from_its_own_year_though_there_is_a_newer_one(shelf: Shelf, office: Office) -> None:
    shelf.copy(office.root, water_office.department())
    builder.write(office.inputs / "2022", water_office.of_2022())
    word = output_folder.word(office.output)
    hand, whole = Hand.on(word.read_bytes()), word.read_bytes()
    hand.retype("这是主要职能的第二段。", "这是主要职能的第二段，改过。")
    hand.retype("二、收入决算情况说明", "二、收入决算情况的说明")
    word.write_bytes(hand.saved())
    found = office.advised("--year", "2021")
    drops = [each for each in found if " drop " in each]
    assert [each.partition("--year 2021 ")[2] for each in drops] == [office.folders] * 2
    for command in sorted(drops, reverse=True):
        office.run(command)
    assert word.read_bytes() == whole
    assert not (office.output / "2022").exists()
    (template,) = (each for each in found if " template " in each)
    office.run(template)
    assert (office.inputs / "2021" / "版式" / "report.docx").exists()


def test_what_nobody_has_looked_at_is_listed_and_confirmed_as_advised(office: Office) -> None:
    content = water_office.department()
    builder.write(office.inputs / "2021", content, water_office.texts(content, 主要职能=["走访5次，座谈7次。"]))
    (listed,) = office.advised("check", "--year", "2021", code=OPEN)
    one, rest = commands(office.run(listed, OPEN))
    assert "还有 1 个数没有看过" in office.run(one, OPEN)
    assert "手写的数都有来源，或者看过了" in office.run(rest)
    assert (office.inputs / "2021" / "看过.toml").exists()


def test_what_was_proposed_is_listed_and_confirmed_as_advised(office: Office) -> None:
    folder = builder.write(office.inputs / "2021", water_office.department())
    (folder / FILE).write_bytes(first_year.record(first_year.content(folder))[FILE])
    (listed,) = office.advised("check", "--year", "2021", code=OPEN)
    _, rest = commands(office.run(listed, OPEN))
    assert "确认了 2 格" in office.run(rest)


def test_a_version_is_brought_back_and_made_again_as_advised(shelf: Shelf, office: Office) -> None:
    shelf.copy(office.root, water_office.department())
    (restore,) = office.advised("history", "--year", "2021")
    (make,) = commands(office.run(restore))
    assert output_folder.restored(office.output / "2021", 1).exists()
    assert "没有重做" in office.run(make)


def test_what_is_lost_of_a_version_is_listed_as_advised(shelf: Shelf, office: Office) -> None:
    shelf.copy(office.root, water_office.department())
    (last,) = store.of(office.output / "2021")
    (path,) = (output_folder.versions(office.output / "2021") / "内容" / last.content[:2]).glob(
        f"{last.content[2:]}*"
    )
    path.write_bytes(b"")
    builder.write(
        office.inputs / "2021",
        builder.changed(water_office.department(), "收入支出", "收入总计", "变动原因", "换了"),
    )
    listed = next(each for each in office.advised("--year", "2021", code=OPEN) if " history " in each)
    assert "V03" in office.run(listed, OPEN)


def test_an_earlier_year_that_was_corrected_is_appended_anew_as_advised(shelf: Shelf, office: Office) -> None:
    content = water_office.department()
    shelf.copy(office.root, content)
    builder.write(office.inputs / "2022", water_office.of_2022())
    office.said("trends", "--attach", "2022")
    shutil.rmtree(office.output / "2021")
    shelf.copy(office.root, builder.changed(content, "其他事项", "人员编制", "本年数", 19))
    check = ("check", "--year", "2022")
    found = office.advised(*check, code=OPEN)
    (attach,) = (each for each in found if " trends " in each)
    assert attach == f"{advised.program()} trends --attach 2022 {office.folders}"
    office.run(attach)
    assert attach not in office.advised(*check, code=OPEN)


def test_the_next_year_goes_on_as_advised(office: Office) -> None:
    folder = builder.write(office.inputs / "2021", water_office.department())
    (make,) = office.advised("template", str(folder))
    office.run(make)
    template, confirm, check, plain = office.advised("new", "2022")
    office.run(template)
    assert (office.inputs / "2022" / "版式" / "report.docx").exists()
    assert check == f"{advised.program()} check --year 2022 --inputs {office.inputs}"
    assert plain == f"{advised.program()} --year 2022 {office.folders}"
    one, rest = commands(office.run(confirm, OPEN))
    assert "确认了 1 格" in office.run(one, OPEN)
    assert "都确认过或者改过了" in office.run(rest)
    for command, code in ((check, OPEN), (plain, NOTHING)):  # a check says what is open, a report is not made
        assert "〔收入支出〕B6：“一般公共预算财政拨款收入”必须填写" in office.run(command, code)


def test_a_year_that_is_started_from_a_report_goes_on_as_advised(office: Office, tmp_path: Path) -> None:
    own = {"2021年度年初结转和结余12.00万元。": "按规定，2021年度年初结转和结余12.00万元。"}
    template, check = office.advised("start", str(printed_report.written(tmp_path, own)), "--yes")
    office.run(template)
    assert (office.inputs / "2022" / "版式" / "report.docx").exists()
    assert "“一般公共预算财政拨款收入”必须填写" in office.run(check, OPEN)


def test_what_was_imported_is_checked_as_advised(office: Office, tmp_path: Path) -> None:
    builder.write(office.inputs / "2021", water_office.department())
    export = tmp_path / "导出.xls"
    sheets = official_export.sheets(water_office.department(), 2021)
    export.write_bytes(official_export.xls({name: sheets[name] for name in sheets if name.startswith("Z01 ")}))
    (check,) = office.advised("import", str(export), "--yes")
    assert check == f"{advised.program()} check --year 2021 --inputs {office.inputs}"
    assert "错误 0 条" in office.run(check)
