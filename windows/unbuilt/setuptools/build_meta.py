"""What pip asks for before it keeps a source archive: name and version, from the archive's own PKG-INFO."""

import sys
from email.parser import BytesParser
from pathlib import Path


def get_requires_for_build_wheel(_: object = None) -> list[str]:
    """Nothing is built, so nothing is needed."""
    return []


def prepare_metadata_for_build_wheel(directory: str, _: object = None) -> str:
    """Copies PKG-INFO, which lies in the working directory, to where pip reads it; returns that folder's name."""
    data = Path("PKG-INFO").read_bytes()
    said = BytesParser().parsebytes(data)
    place = Path(directory, f"{said['Name'].replace('-', '_')}-{said['Version']}.dist-info")
    place.mkdir()
    (place / "METADATA").write_bytes(data)
    return place.name


__legacy__ = sys.modules[__name__]
