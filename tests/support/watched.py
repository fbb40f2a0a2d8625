"""The command run under watch: what it opens, makes, starts or sends, and how much memory it takes."""

import json
import os
import subprocess
import sys
from pathlib import Path

from msgspec import Struct

from juesuan.model.program_folders import ROOT

_WATCH = """
import atexit, json, resource, runpy, sys
resource.setrlimit(resource.RLIMIT_CPU, (120, 120))  # seconds of computing: a run without end is killed
log = open(sys.argv[1], "a", encoding="utf-8")
kinds = ("open", "os.", "shutil.", "socket.", "subprocess.", "urllib.", "ctypes.dlopen")
is_writing = False
def watch(event, arguments):
    global is_writing
    if event.startswith(kinds) and not is_writing:
        is_writing = True
        log.write(json.dumps([event, str(arguments[0]) if arguments else ""]) + "\\n")
        log.flush()
        is_writing = False
def hold():
    held = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
    log.write(json.dumps(["memory", held[0]]) + "\\n")
    log.flush()
atexit.register(hold)
sys.addaudithook(watch)
sys.argv = sys.argv[2:]
sys.path.insert(0, sys.argv[0].rpartition("/")[0])
runpy.run_path(sys.argv[0], run_name="__main__")
"""


class Watched(Struct, frozen=True):
    """A run of the command."""

    code: int
    said: str
    memory: int
    """kB."""
    touched: frozenset[tuple[str, str]]
    """Every event with what it concerned, outside the folder of the run, the program and Python."""


def run(root: Path, *arguments: str) -> Watched:
    """Runs the command in ``root``, where its temporary files go, too; a run without end is killed."""
    log, script = root / "watched.log", root / "watch.py"
    log.unlink(missing_ok=True)
    script.write_text(_WATCH, encoding="utf-8")
    (root / "temporary").mkdir(exist_ok=True)
    own = {name: str(root / "temporary") for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME")}
    command = [sys.executable, str(script), str(log), str(ROOT / "generate.py"), *arguments]
    said = root / "said.txt"
    with said.open("wb") as printed:
        process = subprocess.Popen(
            command, cwd=root, env={**os.environ, **own}, stdout=printed, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    events = [(event, path) for event, path in map(json.loads, log.read_text("utf-8").splitlines())]
    held = [int(told) for event, told in events if event == "memory"]
    places = tuple(str(place.resolve()) for place in (root, ROOT, Path(sys.prefix), Path(sys.base_prefix)))
    touched = (each for each in events if each[0] != "memory" and not _is_inside(each[1], root, places))
    return Watched(
        process.returncode,
        said.read_text("utf-8"),
        held[-1] if held else used.ru_maxrss,  # the system counts what the one that begins it holds, too
        frozenset(touched),
    )


def _is_inside(path: str, root: Path, places: tuple[str, ...]) -> bool:
    """Whether it is a file of the run, of the program or of Python, or one that is open already."""
    return path.isdecimal() or os.path.realpath(root / path).startswith(places)
