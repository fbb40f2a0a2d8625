"""No command of the command line is shown at the desk: its advice names the screen that does the same."""

from pathlib import Path

import pytest

from juesuan.app.desk import advice
from juesuan.model import advised


@pytest.mark.parametrize("name", advised.OPTIONS)
@pytest.mark.parametrize("words", [(), (3,), (Path("/那里/水务局/inputs"),)])
@pytest.mark.parametrize("folder", ["inputs", "/那里/水 务局/inputs", "水务局/inputs"])
def test_a_command_becomes_a_place_at_the_desk(name: str, words: tuple[object, ...], folder: str) -> None:
    with advised.working_on(Path(folder), Path("output")):
        command = advised.command(name, *words, year=2021)
    assert advice.at_desk(f"不要了，运行 {command}。") == f"不要了，{advice.PLACES[name]}。"
    shown = advice.at_desk(f"可以运行 {command} 放一份空白的，填好再试。")
    assert shown == f"可以{advice.PLACES[name]}放一份空白的，填好再试。"


@pytest.mark.parametrize("starter", ["generate.py", ".venv/bin/python generate.py", "生成报告.bat"])
def test_however_the_program_was_started(starter: str) -> None:
    said = f"请改〔收入支出〕B22，不要在 Word 里改；不改了，运行 {starter} drop 3 --year 2021。"
    assert advice.at_desk(said).endswith("不改了，到“收回的修改”点“不要这一处”。")
    assert advice.at_desk("请把 generate 改好。") == "请把 generate 改好。"
