"""Small disks, in memory."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def disk(folder: Path, options: str) -> Iterator[Path]:
    """A file system of its own at ``folder``, with options of mount; skips the test where that is not allowed."""
    if shutil.which("mount") is None:
        pytest.skip("there is no mount")
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def change(folder: Path, options: str) -> None:
    """Other options for a file system that is there."""
    subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)
