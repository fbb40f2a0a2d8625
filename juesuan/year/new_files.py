"""New files for a folder of the officer's, which come into being whole and all together, or not at all."""

import tempfile
from collections.abc import Mapping
from pathlib import Path


def put(folder: Path, contents: Mapping[Path, bytes]) -> None:
    """Puts files into places in ``folder`` that are free.

    Raises OSError where there is no room or no right to write; then none of them is there, nor a part of one.
    """
    if not contents:
        return
    with tempfile.TemporaryDirectory(prefix=".~", dir=folder) as held:
        for path, data in contents.items():
            (Path(held) / path.name).write_bytes(data)
        for path in contents:
            (Path(held) / path.name).rename(path)
