"""The program held against the list of its files: whatever is not as it was published is told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from juesuan.app import program_check
from juesuan.model import file_list
from juesuan.model.outcome import DONE, NOTHING, OPEN


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A small program with its list, in a Chinese folder."""
    root = tmp_path / "决算 有据"
    for name in ("generate.py", "lib/numpy/__init__.py", "模板/报告.docx", "inputs/2024/a.xlsx", "output/2024/b"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, encoding="utf-8")
    (root / file_list.NAME).write_text(file_list.dumped(root, "1.2.3"), encoding="utf-8")
    return root


def test_the_list_names_every_file_of_the_program_and_none_of_the_officer(program: Path) -> None:
    text = (program / file_list.NAME).read_text(encoding="utf-8")
    assert text.startswith("决算有据 1.2.3\n总摘要 ")
    assert [line[66:] for line in text.splitlines()[2:]] == [
        "generate.py",
        "lib/numpy/__init__.py",
        "模板/报告.docx",
    ]


def test_a_program_as_it_was_published_is_said_to_be_so(program: Path) -> None:
    told = program_check.told(program)
    loaded = file_list.loaded((program / file_list.NAME).read_text(encoding="utf-8"))
    assert loaded is not None
    assert (told.code, told.rows, told.problems) == (DONE, (), ())
    assert told.said[0].endswith("程序与发布时一样，一个文件也没有改。")
    assert told.said[1] == f"清单的总摘要：{loaded[0]}"


def test_the_files_of_the_officer_are_hers(program: Path) -> None:
    (program / "inputs" / "2024" / "a.xlsx").write_text("changed", encoding="utf-8")
    (program / "output" / "new").touch()
    assert program_check.told(program).code == DONE


def test_every_difference_is_told(program: Path) -> None:
    (program / "generate.py").write_text("other", encoding="utf-8")
    (program / "lib" / "numpy" / "__init__.py").unlink()
    (program / "lib" / "sneaked.py").touch()
    told = program_check.told(program)
    assert told.code == OPEN
    assert told.rows == (
        ("generate.py", "改过了"),
        ("lib/numpy/__init__.py", "没有了"),
        ("lib/sneaked.py", "是多出来的，不是程序的文件"),
    )
    assert "有 3 个文件与发布时不同" in told.said[0]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("generate.py", "generated.py"),
        lambda text: text.replace("总摘要 ", "总摘要 0"),
        lambda text: text[:-30],
        lambda _: "",
        lambda text: text + "x\n",
    ],
    ids=["another name", "another digest", "cut off", "empty", "a line more"],
)
def test_a_list_that_was_changed_itself_vouches_for_nothing(program: Path, change: Callable[[str], str]) -> None:
    place = program / file_list.NAME
    place.write_text(change(place.read_text(encoding="utf-8")), encoding="utf-8")
    told = program_check.told(program)
    assert told.code == OPEN
    assert told.problems[0].message == "文件清单自己改过或不完整，不能拿它来查"


def test_without_a_list_nothing_is_claimed(program: Path) -> None:
    (program / file_list.NAME).unlink()
    told = program_check.told(program)
    assert (told.code, told.problems[0].code) == (NOTHING, "K65")
    (program / file_list.NAME).write_bytes(b"\xff\xfe")
    assert program_check.told(program).code == NOTHING
