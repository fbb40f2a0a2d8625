"""A store of versions in which any file is damaged in any way: what is whole is found, what is not is told.

Four versions are there, the second with an edit by hand that was taken over, the third a draft; since the fourth
the report was edited again. One file of the store is damaged; then the versions are listed and brought back, and
the next run keeps what it has made.
"""

import contextlib
import io
import json
import os
import random
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given as example
from hypothesis import note, settings, strategies
from msgspec import Struct
from msgspec.structs import replace

import generate
from juesuan import versions
from juesuan.app import cli
from juesuan.model import identity
from juesuan.model.edit import Edit
from juesuan.model.given import Given
from juesuan.model.outcome import DONE, OPEN, Made
from juesuan.versions import keep, store
from juesuan.versions.records import Version
from juesuan.year.blank_workbook import Content
from tests.support import builder, damage, effort, output_folder, word_files
from tests.support.builder import changed
from tests.support.output_folder import place
from tests.support.shelf import Shelf
from tests.support.water_office import department
from tests.whole.test_kills import of as kept_of

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
EDITS = (
    ("这是机构设置的第一段。", "这是机构设置的第一段，下设四个股室。"),
    ("这是机构设置的第二段。", "这是机构设置的第二段，另有两个站。"),
)
NAME = "青禾县水务局2021年度部门决算.docx"


def scored(points: int) -> Content:
    return changed(department(), "绩效项目", "山洪灾害防治经费", "自评得分", points)


NOTHING_GIVEN = Given(Path("2021"), {})


class Office(Struct, frozen=True):
    """A department with its versions, and the run that comes next."""

    root: Path
    made: tuple[Version, ...]
    next: Any
    """See ``test_kills.Given``."""
    edits: tuple[tuple[Edit, ...], tuple[Edit, ...]]
    """Those of the last version, and these with the one made since."""

    def __repr__(self) -> str:
        return str(self.root)

    @property
    def store(self) -> Path:
        return output_folder.versions(self.root / "output" / "2021")

    @property
    def targets(self) -> list[str]:
        """Every file of the store; the records first."""
        found = sorted(self.store.rglob("*.*"), key=lambda path: (path.suffix != ".json", path))
        plain = sorted(path for path in self.store.rglob("*") if path.is_file() and not path.suffix)
        return [path.relative_to(self.store).as_posix() for path in (*found, *plain) if path.is_file()]


@pytest.fixture(scope="module")
def office(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Office:
    root = tmp_path_factory.mktemp("office")
    shelf.copy(root, department())
    year = root / "output" / "2021"
    edit(place(year, NAME), *EDITS[0])
    broken = changed(scored(86), "收入支出", "支出总计", "本年决算数", 1)
    for content in (scored(86), broken, scored(87)):
        run(root, content)
    kept = versions.past(year, NOTHING_GIVEN, ()).edits
    edit(place(year, NAME), *EDITS[1])
    made, both = store.of(year), versions.past(year, NOTHING_GIVEN, ()).edits
    assert ([each.is_draft for each in made], len(kept), len(both)) == ([False, False, True, False], 1, 2)
    (root / "canary.docx").write_bytes(b"canary")
    return Office(root, made, kept_of(tmp_path_factory.mktemp("next"), scored(88)), (kept, both))


def run(root: Path, content: Content) -> None:
    builder.write(root / "inputs" / "2021", content)
    where = ["--inputs", str(root / "inputs"), "--output", str(root / "output"), "--quiet"]
    cli.main(where, generate.make, generate.check)


def edit(path: Path, old: str, new: str) -> None:
    parts = word_files.parts(path.read_bytes())
    assert parts["word/document.xml"].count(old.encode()) == 1
    parts["word/document.xml"] = parts["word/document.xml"].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


@contextlib.contextmanager
def copied(office: Office) -> Iterator[Office]:
    """The same elsewhere, to be damaged; files are links until they are written anew."""
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        shutil.copytree(office.root, name, copy_function=os.link, dirs_exist_ok=True)
        yield replace(office, root=Path(name))


def command(office: Office, *arguments: str) -> tuple[int, str]:
    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = cli.main([*arguments, "--output", str(office.root / "output")], generate.make, generate.check)
    return code, said.getvalue()


def tree(folder: Path) -> dict[str, bytes]:
    """All files below the folder that are files, but for the lock."""
    found = (path for path in folder.rglob("*") if path.is_file() and "/dev/zero" not in str(path.resolve()))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found if ".lock" not in path.name}


def key_of(target: str) -> str:
    """The digest of the content at that place."""
    return target.removeprefix("内容/").removesuffix(".z").replace("/", "")


def damaged_versions(office: Office, target: str) -> set[int]:
    """The numbers of the versions that name the content at that place."""
    key = key_of(target)
    return {each.number for each in office.made if key in {*wanted(each).values(), each.content, each.edits}}


def wanted(version: Version) -> dict[str, str]:
    """The digests of what is brought back of a version, by place."""
    return {**version.outputs, **{f"填报文件/{name}": key for name, key in version.sources.items()}}


def hold(office: Office, target: str, how: damage.Damage) -> None:
    """Everything that must hold after the file ``target`` of the store was damaged."""
    with copied(office) as desk:
        before = tree(desk.root)
        how(desk.store / target)
        after = tree(desk.root)
        hurt = damaged_versions(office, target)
        listed(desk, target, hurt)
        for version in office.made:
            brought_back(desk, version, target)
        assert {name: data for name, data in tree(desk.root).items() if "/第" not in name} == after
        keeps(desk, target, before)


def listed(desk: Office, target: str, hurt: set[int]) -> None:
    code, said = command(desk, "history", "--json")
    found = json.loads(said)
    assert [each["number"] for each in found["versions"]] == [4, 3, 2, 1]
    assert {each["number"] for each in found["versions"] if each["lost"]} == hurt
    is_record, told = target.endswith(".json"), [each["where"] for each in found["problems"]]
    assert code == (OPEN if hurt or told else DONE)
    name = str(desk.store / target)
    is_seen = name in told or not Path(name).exists() or target.startswith("副本")
    assert is_seen if is_record else told == [f"第{number}版" for number in sorted(hurt, reverse=True)]


def brought_back(desk: Office, version: Version, target: str) -> None:
    """All that is whole of it, byte for byte."""
    year = desk.root / "output" / "2021"
    whole = {name: key for name, key in wanted(version).items() if key != key_of(target)}
    code, _ = command(desk, "restore", str(version.number))
    assert code == (DONE if whole == wanted(version) else OPEN)
    made = tree(output_folder.restored(year, version.number))
    assert {name: identity.digest(data) for name, data in made.items()} == whole


def keeps(desk: Office, target: str, before: Mapping[str, bytes]) -> None:
    """The next run: of the edits none is lost or invented, no name is taken twice, no file is lost."""
    path, year = desk.store / target, desk.root / "output" / "2021"
    names, was = set(desk.store.glob("*.json")), tree(desk.store).get(target)
    past = versions.past(year, NOTHING_GIVEN, ())
    codes = [problem.code for problem in past.problems]
    is_base = key_of(target) == desk.made[-1].outputs[NAME]
    assert (past.edits, codes) == ((desk.edits[0], ["H10"]) if is_base else (desk.edits[1], []))
    made = handed_over(desk, year, past)
    assert [each.code for each in made.problems if each.code[0] == "F"] == ["F01"]
    (new,) = set(desk.store.glob("*.json")) - names
    version = msgspec.json.decode(new.read_bytes(), type=Version)
    assert version.number == int(new.stem) > 4
    assert all(store.kept(year, key) is not None for key in version.outputs.values())
    assert was is None or not target.endswith(".json") or path.read_bytes() == was
    gone = before.items() - tree(desk.root).items()
    replaced = {
        place(year, name).relative_to(desk.root).as_posix()
        for name in (*desk.made[-1].outputs, *desk.made[-2].outputs)
    }
    assert {name for name, _ in gone} <= {*replaced, f"output/2021/留存/版本/{target}"}
    assert before[place(year, NAME).relative_to(desk.root).as_posix()] in tree(year).values()


def handed_over(desk: Office, year: Path, past: Any) -> Made:
    given, said, charts = desk.next.compared
    new = keep.compared(year, given, msgspec.structs.replace(said, edits=past.edits), charts)
    return keep.keep(new, desk.next.files, past.read)


@pytest.mark.parametrize("how", [*damage.ANY, *damage.RECORD])
def test_the_newest_record_may_be_damaged_in_any_way(office: Office, how: str) -> None:
    hold(office, "0004.json", {**damage.ANY, **damage.RECORD}[how])


@pytest.mark.covered_elsewhere
@settings(max_examples=effort.examples(12))
@example(strategies.integers(0, 2**32))
def test_any_file_of_the_store_may_be_damaged_in_any_way(office: Office, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    target = chance.choice(office.targets)
    ways = {**damage.ANY, **(damage.RECORD if target.endswith(".json") else {})}
    how = chance.choice(sorted(ways))
    note(f"{target}: {how}")
    hold(office, target, ways[how])


# ---- more than one at once


def lose(desk: Office, *keys: str) -> None:
    for key in keys:
        for path in (desk.store / "内容" / key[:2]).glob(f"{key[2:]}*"):
            path.unlink()


@pytest.mark.parametrize("is_there", [True, False], ids=["damaged", "gone"])
def test_the_edits_of_a_version_without_record_are_found_again(office: Office, *, is_there: bool) -> None:
    with copied(office) as desk:
        year = desk.root / "output" / "2021"
        for path in desk.store.glob("**/0004.json"):
            path.unlink()
            if is_there:
                path.write_bytes(b"{")
        if not is_there:  # nothing but the report that was made shows that there was a fourth version
            place(year, NAME).unlink()
            place(year, NAME).write_bytes(store.kept(year, desk.made[-1].outputs[NAME]) or b"")
        past = versions.past(year, NOTHING_GIVEN, ())
        assert past.edits == desk.edits[1 if is_there else 0]
        (told,) = past.problems
        assert (told.code, told.where) == ("V02", str(desk.store / "0004.json"))
        assert told.message == "上一版的记录已损坏；那一版里的人工修改从保存的内容里找了回来，共 1 处"
        assert [each.code for each in handed_over(desk, year, past).problems if each.code[0] == "F"] == (
            ["F01"] if is_there else []
        )


def test_edits_that_are_lost_are_told_and_those_of_the_version_before_are_taken(office: Office) -> None:
    with copied(office) as desk:
        year, last = desk.root / "output" / "2021", desk.made[-1]
        lose(desk, last.content, last.edits)
        past = versions.past(year, NOTHING_GIVEN, ())
        assert past.edits == desk.edits[1]
        assert [(each.code, each.where) for each in past.problems] == [("V02", "第4版")]
        assert "不能自动带过来；用的是第 3 版里的 1 处" in past.problems[0].message


def test_what_a_lost_version_should_have_been_compared_with_is_told(office: Office) -> None:
    with copied(office) as desk:
        year, last = desk.root / "output" / "2021", desk.made[-1]
        lose(desk, last.content, last.outputs[NAME])
        made = handed_over(desk, year, versions.past(year, NOTHING_GIVEN, ()))
        told = [str(each) for each in made.problems if each.code == "V20"]
        assert [line.partition("　→")[0] for line in told] == [
            "警告 V20　第4版：这一版保存的内容丢失或损坏，没有同它比较，这次没有更正说明",
            "警告 V20　第4版：这一版保存的内容丢失或损坏，没有同它比较，这次没有修订稿",
        ]
