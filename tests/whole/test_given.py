"""Every file of the officer is read once in a run: what is saved meanwhile is the next run's business."""

import io
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pypdf
import pytest

import generate
from juesuan.app.teller import Teller
from juesuan.model import outputs
from juesuan.model.year_folder import TEXTS, WORKBOOK
from juesuan.versions import store
from juesuan.year import blank_workbook
from tests.support import builder, water_office

pytestmark = pytest.mark.covered_elsewhere

Result = TypeVar("Result")
OPENED: list[str] = []
HOOKED = [False]


@pytest.fixture(scope="module")
def laid_out_here() -> None:
    """Each PDF is made anew, from whatever lies there."""


def note(event: str, given: tuple[Any, ...]) -> None:
    """Notes every file that Python opens while somebody wants to know."""
    if HOOKED[0] and event == "open" and isinstance(given[0], str):
        OPENED.append(given[0])


sys.addaudithook(note)


@pytest.fixture
def opened() -> Iterator[list[str]]:
    """The paths of the files that are opened in this process, one for each time."""
    OPENED.clear()
    HOOKED[0] = True
    yield OPENED
    HOOKED[0] = False


class Disturbed(Teller):
    """Lets somebody save a file before each step of the run."""

    save: Callable[[int], None] = lambda _: None
    count: int = 0

    def step(self, name: str, work: Callable[[], Result], said: Callable[[Result], str] = lambda _: "") -> Result:
        self.count += 1
        self.save(self.count)
        return Teller.step(self, name, work, said)


def counted(opened: list[str], folder: Path) -> dict[str, int]:
    """How often each file below the folder was opened."""
    return dict(Counter(Path(each).name for each in opened if Path(each).is_relative_to(folder)))


def test_a_run_opens_each_file_once(tmp_path: Path, opened: list[str]) -> None:
    builder.write(tmp_path / "2020", water_office.department())
    folder = builder.write(tmp_path / "2021", water_office.department())
    (folder / "附件" / "材料.docx").write_bytes(builder.docx({"材料": ["一段。"]}))
    for _ in range(2):  # the second finds that nothing has changed
        opened.clear()
        generate.make(folder, tmp_path / "output", Teller(quiet=True))
        assert counted(opened, folder) == {WORKBOOK: 1, TEXTS: 1, "材料.docx": 1}
        assert counted(opened, tmp_path / "2020") == {WORKBOOK: 1, TEXTS: 1}


def test_a_check_opens_each_file_once(tmp_path: Path, opened: list[str]) -> None:
    folder = builder.write(tmp_path / "2021", water_office.department())
    opened.clear()
    generate.check(folder, Teller(quiet=True))
    assert counted(opened, folder) == {WORKBOOK: 1, TEXTS: 1}


def test_a_workbook_saved_between_any_two_steps_is_the_next_runs(tmp_path: Path) -> None:
    content = water_office.department()
    calm, folder = builder.write(tmp_path / "calm" / "2021", content), tmp_path / "disturbed" / "2021"
    shutil.copytree(calm, folder)  # a workbook names the second when it was written
    given = (folder / WORKBOOK).read_bytes()

    def save(number: int) -> None:
        changed = builder.changed(content, "其他事项", "调入人员", "本年数", number + 1)
        blank_workbook.write_workbook(folder / WORKBOOK, changed)

    expected = generate.make(calm, tmp_path / "expected", Teller(quiet=True))
    tell = Disturbed(quiet=True, save=save)
    made = generate.make(folder, tmp_path / "output", tell)
    assert tell.count >= 13
    assert [path.name for path in made.files] == [path.name for path in expected.files]
    for one, other in zip(made.files, expected.files, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name
    (pdf,) = (path for path in made.files if outputs.ARCHIVE in path.name)
    assert pypdf.PdfReader(io.BytesIO(pdf.read_bytes())).attachments[WORKBOOK] == [given]
    again = generate.make(folder, tmp_path / "output", Teller(quiet=True))
    assert again.is_new
    assert store.of(tmp_path / "output" / "2021")[-1].cause == f"〔其他事项〕B18 1→{tell.count + 1}"
