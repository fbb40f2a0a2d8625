"""The sample, shown at a desk of its own: a copy that the officer may change, apart from her own years."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from msgspec import Struct

from juesuan.app.desk.desk import Desk
from juesuan.model.problems import ReportError, error
from juesuan.model.program_folders import ROOT
from juesuan.year import half_made

NAME = "样例"
"""The folder of the copy, beside that of the inputs."""
_SHIPPED = ROOT / "inputs"


class OpenedSample(Struct, frozen=True):
    """The desk of the sample, which runs until the officer's own is closed."""

    address: str
    folder: Path


def opened(desk: Desk) -> OpenedSample:
    """The desk of the sample: opened, or the one that is open already.

    Raises ReportError where it does not begin, OSError where nothing can be copied.
    """
    folder = desk.inputs.parent / NAME
    if not (folder / "inputs").is_dir():
        folder.mkdir(exist_ok=True)
        with half_made.folder(folder) as hidden:
            shutil.copytree(_SHIPPED, hidden / "inputs")
            (hidden / "inputs").rename(folder / "inputs")
    places = ("--inputs", str(folder / "inputs"), "--output", str(folder / "output"))
    command = [sys.executable, str(ROOT / "generate.py"), "desk", "--address", *places]
    begun = subprocess.Popen(  # noqa: S603 - our own program
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    said = begun.stdout.readline() if begun.stdout else ""
    found = re.search(r"http://127\.0\.0\.1:\d+/\S*", said)
    if found is None:
        begun.kill()
        raise ReportError(error("K05", NAME, "样例的工作台没有打开", "请关闭工作台，重新打开，再试一次。"))
    desk.beside.append(begun)
    return OpenedSample(found[0], folder)


def close(desk: Desk) -> None:
    """Ends the desks of the sample that were opened from this one."""
    for each in desk.beside:
        each.terminate()
        each.communicate()
