"""The files that get the program running: requirements, Makefile, scripts, the double-click file."""

import ast
import os
import re
import shlex
import shutil
import struct
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
RUNTIME, DEVELOPMENT = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
FALLBACK, CLUSTER = ROOT / "requirements-plutoprint.txt", ROOT / "requirements-cluster.txt"
BATCH = ROOT / "生成报告.bat"
PROGRAM = (
    ROOT / "generate.py",
    *sorted((ROOT / "juesuan").rglob("*.py")),
    *sorted((ROOT / "charts").rglob("*.py")),
)
WINDOWS_ONLY = {"gstreamer-libs"}
BATCH_COMMANDS = {
    *("chcp", "copy", "del", "echo", "exit", "fc", "goto", "if", "pause", "popd", "pushd", "rem", "rmdir"),
    *("set", "setlocal", "start", "title"),
    *('"%venv%"', "%python%"),
}


def blocks(file: Path) -> list[list[str]]:
    """The lines of each block that name a package, the comment at their end included."""
    whole = file.read_text(encoding="utf-8")
    return [[line for line in block.splitlines() if line[0] not in "#-"] for block in whole.split("\n\n")]


def lines(file: Path) -> list[str]:
    return [line for block in blocks(file) for line in block]


def requirement(line: str) -> Requirement:
    return Requirement(line.partition("#")[0].strip())


def names(some: list[str]) -> set[str]:
    return {canonicalize_name(requirement(line).name) for line in some}


def with_what_it_names(file: Path) -> set[str]:
    """The packages of a file and of the files that it includes."""
    included = re.findall("^-r (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return names(lines(file)).union(*(with_what_it_names(file.with_name(each)) for each in included))


# ---- requirements


@pytest.mark.parametrize("line", [*lines(RUNTIME), *lines(DEVELOPMENT), *lines(FALLBACK), *lines(CLUSTER)])
def test_every_package_is_pinned_and_says_why_it_is_there(line: str) -> None:
    wanted = requirement(line)
    assert [each.operator for each in wanted.specifier] == ["=="]
    assert "*" not in str(wanted.specifier)
    assert line.partition("#")[2].strip()


@pytest.mark.parametrize("file", [RUNTIME, DEVELOPMENT, FALLBACK, CLUSTER], ids=lambda file: file.name)
def test_no_package_is_named_twice_and_each_block_is_in_order(file: Path) -> None:
    every = [requirement(line).name for line in lines(file)]
    assert len(every) == len(set(every))
    brought_along = [requirement(line).name for block in blocks(file)[1:] for line in block]
    assert brought_along == sorted(brought_along)


@pytest.mark.parametrize("line", [*lines(RUNTIME), *lines(DEVELOPMENT), *lines(FALLBACK), *lines(CLUSTER)])
def test_the_tests_run_with_the_pinned_version(line: str) -> None:
    wanted = requirement(line)
    if wanted.marker is None or wanted.marker.evaluate():
        assert metadata.version(wanted.name) in wanted.specifier


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
@pytest.mark.parametrize("file", [RUNTIME, DEVELOPMENT, FALLBACK, CLUSTER], ids=lambda file: file.name)
def test_what_a_package_brings_along_is_pinned_too(file: Path, platform: str) -> None:
    pinned = with_what_it_names(file)
    assert {name: missing for name in pinned if (missing := brings(name, platform) - pinned)} == {}


def brings(name: str, platform: str) -> set[str]:
    """The packages that an installed package needs on a platform, its extras left out."""
    try:
        needed = map(Requirement, metadata.requires(name) or ())
    except metadata.PackageNotFoundError:
        return set()  # of another platform
    here = {"sys_platform": platform, "extra": ""}
    return {canonicalize_name(each.name) for each in needed if not each.marker or each.marker.evaluate(here)}


def test_the_program_imports_what_the_first_block_names_and_nothing_else() -> None:
    owners = metadata.packages_distributions()
    own = {"juesuan", "charts", "generate"}
    imported = {name for file in PROGRAM for name in imports(file)} - own - sys.stdlib_module_names
    packages = {canonicalize_name(owner) for name in imported for owner in owners.get(name, [name])}
    extras = names(lines(FALLBACK)) | names(blocks(CLUSTER)[0])
    assert packages == (names(blocks(RUNTIME)[0]) | extras) - WINDOWS_ONLY


def imports(file: Path) -> Iterator[str]:
    """The top-level name of everything that a file imports, wherever in it, also by importlib.import_module."""
    for node in ast.walk(ast.parse(file.read_bytes())):
        match node:
            case ast.Import():
                yield from (alias.name.partition(".")[0] for alias in node.names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module.partition(".")[0]
            case ast.Call(func=ast.Attribute(attr="import_module"), args=[ast.Constant(value=str(module))]):
                yield module.partition(".")[0]


# ---- make


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def test_report_is_what_make_does_by_itself() -> None:
    found = re.search(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    assert found[1] == "report"


def test_make_help_lists_every_target() -> None:
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"make ([a-z-]+)", said)) >= targets()


def test_every_make_command_of_the_readme_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", readme, re.MULTILINE)) <= targets()


def test_the_scripts_are_sound_shell() -> None:
    for shell, script in (("sh", "prepare"), ("sh", "desktop"), ("bash", "run")):
        subprocess.run([shell, "-n", str(ROOT / ".ci" / script)], check=True)


def test_the_program_is_compiled_before_its_first_run_even_where_python_writes_nothing(tmp_path: Path) -> None:
    prepared_environment(tmp_path)
    (tmp_path / "juesuan").mkdir()
    (tmp_path / "juesuan" / "room.py").write_text("DOOR = 1\n", encoding="utf-8")
    silent = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    silent.pop("PYTHONPYCACHEPREFIX", None)
    command = ["sh", str(tmp_path / ".ci" / "prepare"), "report"]
    subprocess.run(command, env=silent, check=True, capture_output=True)
    (compiled,) = tmp_path.glob("juesuan/__pycache__/room.*.pyc")
    source = (tmp_path / "juesuan" / "room.py").stat()
    modified, size = struct.unpack_from("<II", compiled.read_bytes(), 8)  # what Python compares, PEP 552
    assert (modified, size) == (int(source.st_mtime), source.st_size)


def prepared_environment(folder: Path) -> None:
    """Puts the script into a folder, with a .venv that has all it needs, so that nothing is installed."""
    (folder / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "prepare", folder / ".ci")
    (folder / "requirements.txt").write_text("", encoding="utf-8")
    venv.create(folder / ".venv")
    (packages,) = folder.glob(".venv/lib/*/site-packages")
    (packages / "ours.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    (folder / ".venv" / "installed").mkdir()
    shutil.copy(folder / "requirements.txt", folder / ".venv" / "installed")


# ---- what comes with a clone


def test_the_folder_of_outputs_is_there_and_whatever_is_made_in_it_is_ignored() -> None:
    rules = (ROOT / "output" / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert [rule for rule in rules if not rule.startswith("#")] == ["*", "!.gitignore"]
    assert "output" not in (ROOT / ".gitignore").read_text(encoding="utf-8")


# ---- the double-click file


def batch_lines() -> list[str]:
    return BATCH.read_text(encoding="utf-8").splitlines()


def test_the_double_click_file_ends_its_lines_as_cmd_needs_it() -> None:
    raw = BATCH.read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n") == raw.count(b"\r")
    assert raw.endswith(b"\r\n")
    assert re.search(
        r"^\*\.bat\s.*\beol=crlf\b", (ROOT / ".gitattributes").read_text(encoding="utf-8"), re.MULTILINE
    )


def test_the_double_click_file_is_ascii_until_it_has_said_that_it_is_utf8() -> None:
    before, command, _ = BATCH.read_bytes().partition(b"chcp 65001")
    assert command
    assert before.isascii()


def test_the_double_click_file_calls_only_what_every_windows_has() -> None:
    called = {line.removeprefix("@").lower().split()[0] for line in batch_lines() if line and line[0] != ":"}
    conditional = re.compile(r'if (?:not )?(?:exist \S+|errorlevel \d+|"[^"]*"=="[^"]*") (\S+)')
    then = {found[1] for line in batch_lines() if (found := conditional.match(line))}
    assert {name.removesuffix(".") for name in called | then} <= BATCH_COMMANDS


def test_the_double_click_file_jumps_only_to_places_that_it_has() -> None:
    whole = "\n".join(batch_lines())
    assert set(re.findall(r"goto (\w+)", whole)) == set(re.findall(r"^:(\w+)", whole, re.MULTILINE))


def test_the_double_click_file_runs_the_program_and_leaves_its_window_open() -> None:
    commands = batch_lines()
    assert '"%VENV%" generate.py %*' in commands
    assert commands[commands.index(":open") + 1] == '"%VENV%" generate.py open %*'
    assert "pause" in commands[commands.index(":finish") :]
    assert all((ROOT / name).exists() for name in ("generate.py", "requirements.txt"))


# ---- the icon on a Linux desktop


def test_the_icon_starts_the_program_wherever_it_lies(tmp_path: Path) -> None:
    program = tmp_path / '决算 "有据" $100%'
    (program / ".ci").mkdir(parents=True)
    shutil.copy(ROOT / ".ci" / "desktop", program / ".ci")
    home = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    subprocess.run(["sh", str(program / ".ci" / "desktop")], env=home, check=True, capture_output=True)
    found = [*tmp_path.glob("*/juesuan.desktop"), *tmp_path.glob(".local/share/applications/juesuan.desktop")]
    assert len(found) == 2
    for entry in found:
        lines = entry.read_text(encoding="utf-8").splitlines()
        (command,) = (line.removeprefix("Exec=") for line in lines if line.startswith("Exec="))
        plain = command.replace("\\\\", "\\").replace("\\$", "$").replace("%%", "%")
        python, script, *rest = shlex.split(plain)
        assert (python, script) == (str(program / ".venv/bin/python"), str(program / "generate.py"))
        assert rest == ["open", "%F"]
        assert os.access(entry, os.X_OK)
