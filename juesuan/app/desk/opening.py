"""A file or folder is opened in the program that the system has for it: WPS, Excel, the window of folders."""

import os
import subprocess
import sys
from pathlib import Path

from juesuan.model.problems import ReportError, error


def open_with_system(path: Path) -> None:
    """Opens it and does not wait; raises ReportError where the system has nothing for it."""
    try:
        _open(path)
    except OSError as caught:
        advice = "请在文件夹里找到它，双击打开。"
        raise ReportError(error("K14", path, "这台电脑上没有能打开它的程序", advice)) from caught


def _open(path: Path) -> None:
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - a path of the year's own folders
        return
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    subprocess.Popen(  # noqa: S603 - as above
        [opener, str(path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
