"""A file or folder is opened in the program that the system has for it: WPS, Excel, the window of folders."""

import os
import subprocess
import sys
from pathlib import Path


def open_with_system(path: Path) -> None:
    """Opens it and does not wait; raises OSError where the system has nothing for it."""
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - a path of the year's own folders
        return
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    subprocess.Popen(  # noqa: S603 - as above
        [opener, str(path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
