"""The list of the program's files that lies in a packed program: the digest of each, and one of them all."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from juesuan import PRODUCT
from juesuan.model.identity import digest

NAME = "文件清单.txt"
_OWN = {"inputs", "output", "样例", NAME}
"""What lies in the folder of the program and is not the program: the officer's folders, and the list itself."""
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_TOTAL = "总摘要"


def found(root: Path) -> Iterator[Path]:
    """Every file of the program in its folder, without the officer's own, in the order of their names."""
    files = list[Path]()
    for folder, folders, names in os.walk(root):
        place = Path(folder)
        own = _OWN if place == root else set()
        folders[:] = (each for each in folders if each not in own)
        files.extend(place / each for each in names if each not in own)
    yield from sorted(files, key=lambda path: path.relative_to(root).as_posix())


def dumped(root: Path, release: str) -> str:
    """The list of the files in a folder, as text: a heading, the digest of the lines below it, a line a file."""
    lines = "".join(f"{digest(path.read_bytes())}  {path.relative_to(root).as_posix()}\n" for path in found(root))
    return f"{PRODUCT} {release}\n{_TOTAL} {digest(lines.encode())}\n{lines}"


def loaded(text: str) -> tuple[str, Mapping[str, str]] | None:
    """The digest of all and the digest of each file by its path; None where the text is no list that is whole."""
    head, _, rest = text.partition("\n")
    total, _, lines = rest.partition("\n")
    files = [_LINE.fullmatch(line) for line in lines.splitlines()]
    if not head.startswith(PRODUCT) or total != f"{_TOTAL} {digest(lines.encode())}" or None in files:
        return None
    return total.removeprefix(f"{_TOTAL} "), {line[2]: line[1] for line in files if line}
