"""The parts of a zip, unpacked within bounds: what a file states of itself is not believed."""

import io
import zipfile
from collections.abc import Mapping, Sequence

_MOST_PARTS = 20_000
_MEGA = 1_000_000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What Office uses; others cannot be unpacked bit by bit."""


class DamagedZip(ValueError):  # noqa: N818 - the name is the reason
    """The data is no zip, or none that says the truth about itself."""


class OversizedZip(ValueError):  # noqa: N818 - the name is the reason
    """Unpacks to more than is wanted; the message says to how much, in Chinese."""


def parts(data: bytes, most: int) -> dict[str, bytes]:
    """Every part by name, together at most ``most`` bytes.

    Raises OversizedZip and DamagedZip, the latter also for a part that is there twice, larger than stated or not
    what its checksum says.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if excess := _excess(entries, most):
                raise OversizedZip(excess)
            if len({entry.filename for entry in entries}) < len(entries):
                raise DamagedZip  # each reader would take another of the two
            return {entry.filename: _part(archive, entry) for entry in entries}
    except OversizedZip:
        raise
    except Exception as caught:  # damage shows in any way the libraries know
        raise DamagedZip from caught


def _excess(entries: Sequence[zipfile.ZipInfo], most: int) -> str:
    """What there is too much of, in Chinese; nothing where the parts state an ordinary size."""
    if len(entries) > _MOST_PARTS:
        return f"里面有 {len(entries)} 个文件，超过 {_MOST_PARTS} 个"
    size = sum(entry.file_size for entry in entries)
    return f"解压后有 {-(-size // _MEGA)} MB，超过 {most // _MEGA} MB" if size > most else ""


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """What the part holds: it is asked for one byte more than it states to have."""
    if entry.compress_type not in _METHODS:
        raise DamagedZip
    stated, entry.file_size = entry.file_size, entry.file_size + 1
    with archive.open(entry) as stream:
        held = stream.read(stated + 1)
    if len(held) != stated:
        raise DamagedZip
    return held


def stored(parts: Mapping[str, bytes]) -> bytes:
    """The same parts in a zip that every reader understands alike."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return file.getvalue()
