"""A thousand spoilt folders, commands and disks, and a run on each: ``make fuzz`` has more.

After each run all must hold that ``tests/support/hostile/judge.py`` asks; the output names what runs a case again.
"""

from pathlib import Path

from juesuan.model.identity import digest
from tests.support import hostile
from tests.support.hostile import desk


def test_whatever_is_spoilt_leads_to_words_in_chinese_and_harms_nothing() -> None:
    assert hostile.tried() == ""


def test_a_desk_is_the_same_wherever_it_is_laid(tmp_path: Path) -> None:
    first, second = (_laid(tmp_path / name) for name in ("here", "elsewhere"))
    assert len(first) > 50
    assert first == second


def _laid(root: Path) -> dict[str, str]:
    desk.lay(root)
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): digest(path.read_bytes()) for path in files}
