"""Where the program's own files are, and a folder of the user's for what may be lost."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The folder that generate.py is in."""
TEMPLATES, FONTS, DOCS = ROOT / "templates", ROOT / "fonts", ROOT / "docs"


def lasting_folder() -> Path | None:
    """A folder of the user's own, outliving the run, for what may be lost; None where none can be written to."""
    import tempfile  # noqa: PLC0415 - most runs lose nothing

    places = {
        "win32": os.environ.get("LOCALAPPDATA"),
        "darwin": "~/Library/Caches",
    }
    place = places.get(sys.platform, os.environ.get("XDG_CACHE_HOME") or "~/.cache")
    if not place:
        return None
    try:
        folder = Path(place).expanduser() / "juesuan"
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except (OSError, RuntimeError):
        return None
