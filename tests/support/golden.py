"""Whole texts kept in tests/golden: what differs is shown as a diff, and one command accepts it."""

import difflib
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "golden"


def assert_golden(name: str, text: str) -> None:
    """The text equals the kept one; else the actual one stands beside it, to be read and moved over it."""
    kept, actual = FOLDER / name, FOLDER / f"{name}.actual"
    expected = kept.read_text(encoding="utf-8") if kept.exists() else ""
    if text == expected:
        return
    actual.write_text(text, encoding="utf-8")
    diff = "\n".join(difflib.unified_diff(expected.splitlines(), text.splitlines(), name, "now", lineterm="", n=0))
    message = f"{diff}\n\nread the difference, then accept it with: mv {actual} {kept}"
    raise AssertionError(message)
