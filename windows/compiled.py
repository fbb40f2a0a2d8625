"""The modules of the packed program, compiled by its own Python under Wine and put into one file beside it."""

import shutil
import tempfile
from pathlib import Path

from windows import fetching, wine
from windows.inside.sitecustomize import NAME

_INSIDE = fetching.HERE / "inside"
_FINDER = "sitecustomize.py"


class Uncompiled(Exception):  # noqa: N818 - the name is the reason
    """Raised where the packed Python has not compiled the program; the message says in Chinese why."""


def added(program: Path) -> None:
    """Puts the file of compiled modules into the packed program, and what finds them. Raises `Uncompiled`.

    Nothing else is written there. The same sources give the same bytes on one machine.
    """
    if not wine.is_there():
        message = "没有 Wine（Debian 的 wine64），不能编译程序。"
        raise Uncompiled(message)
    with tempfile.TemporaryDirectory(prefix="juesuan-compiling-", ignore_cleanup_errors=True) as made:
        machine = wine.without_program(Path(made))
        machine.program.parent.mkdir()
        machine.program.symlink_to(program, target_is_directory=True)
        script = f"Z:{_INSIDE / 'compiling.py'}".replace("/", "\\")
        code, said = machine.run("-B", "-X", "utf8", script, start="python\\python.exe")
        machine.end()
    if code:
        message = f"程序没有编译好：{said}"
        raise Uncompiled(message)
    shutil.copyfile(_INSIDE / _FINDER, program / "python" / _FINDER)
    if not (program / "python" / NAME).is_file():
        message = f"程序没有编译好：没有 {NAME}"
        raise Uncompiled(message)
