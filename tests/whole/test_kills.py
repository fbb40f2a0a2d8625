"""Runs that are killed: whatever the moment, all files are whole, the versions know them, the next run ends well.

Here a run is what a real one does once its report is made: it takes the lock, compares, keeps the version and puts
the files in their places. It is killed before each of its steps on the disk in turn. ``make kills`` does it to
whole runs at random moments.
"""

import errno
import os
import random
import shutil
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Struct
from msgspec.structs import replace

import generate
from juesuan import reading, web, word, wording
from juesuan.app.teller import Teller
from juesuan.model.given import Given as AllGiven
from juesuan.model.identity import About, digest
from juesuan.model.outcome import Made
from juesuan.model.outputs import CORRECTION_NOTE, CORRECTION_PAGE, REDLINE
from juesuan.versions import keep, placing, records, rerun, seal, store
from juesuan.versions.keep import NewVersion
from juesuan.year.blank_workbook import Content
from tests.support import builder, disks, water_office
from tests.support.killing import killed
from tests.support.output_folder import faults, outputs, temporaries

pytestmark = pytest.mark.covered_elsewhere

EDIT = b"edited by hand"
SEED = 2021
ROOM = 64 * 1024 * 1024


class Given(Struct, frozen=True):
    """What a real run has made of a year's inputs, up to where it is kept."""

    folder: Path
    compared: tuple[Any, ...]
    """What it is compared by with the versions before: see ``keep.compared``, without the folder."""
    files: Mapping[str, bytes]
    about: About

    def handed_over(self, output: Path) -> Made:
        """The last steps of the run, in another folder."""
        given, said, drawn = self.compared
        said = msgspec.structs.replace(said, seen=(digest(EDIT),))  # as a run does that has read what was edited
        new = keep.compared(output / "2021", given, said, drawn)
        note = wording.correction(new.changes, new.names, self.about) if new.changes else None
        docx = next(iter(self.files.values()))
        against = {
            REDLINE: keep.redline(new, docx, self.about),
            CORRECTION_PAGE: web.correction_page(note, new.pictures),
            CORRECTION_NOTE: word.correction_note.docx(note, self.about, new.pictures),
        }
        return keep.keep(new, {**self.files, **against}, frozenset())


class Stop(Exception):  # noqa: N818 - no error
    """What was wanted of a run is at hand."""


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Given]:
    """A report that ties, one with a cell changed, the same without its PDF, and one that does not tie."""
    whole = water_office.department()
    finished = of(tmp_path_factory.mktemp("finished"), whole)
    corrected = of(
        tmp_path_factory.mktemp("corrected"), builder.changed(whole, "其他事项", "调入人员", "本年数", 2)
    )
    draft = of(
        tmp_path_factory.mktemp("draft"), builder.changed(whole, "收入支出", "本年收入合计", "本年决算数", 1)
    )
    unprinted = {name: b"" if name.endswith(".pdf") else data for name, data in corrected.files.items()}
    return {
        "finished": finished,
        "corrected": corrected,
        "plain": replace(corrected, files=unprinted),
        "draft": draft,
    }


def of(root: Path, content: Content) -> Given:
    held: list[Any] = []

    def hold(*asked: Any) -> Any:
        held.append(asked)
        return compared(*asked)

    def stop(_: NewVersion, files: Mapping[str, bytes], __: object) -> Made:
        held.append(files)
        raise Stop

    def sealing(about: About, given: AllGiven) -> About:
        made = sealed(about, given)
        held.append(made)
        return made

    folder, compared, sealed = builder.write(root / "2021", content), keep.compared, seal.marked
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seal, "marked", sealing)
        patch.setattr(keep, "compared", hold)
        patch.setattr(keep, "keep", stop)
        with pytest.raises(Stop):
            generate.make(folder, root / "output", Teller(quiet=True))
    about, asked, files = held
    kept = {name: data for name, data in files.items() if name not in {REDLINE, CORRECTION_PAGE, CORRECTION_NOTE}}
    return Given(folder, asked[1:], kept, about)


class Case(Struct, frozen=True):
    """What was there before, what somebody did to it, and what is run now."""

    before: tuple[str, ...]
    now: str
    edited: tuple[str, ...] = ()
    """The kinds of files that were changed by hand."""
    gone: tuple[str, ...] = ()


CASES = {
    "first": Case((), "finished"),
    "correction": Case(("finished",), "corrected"),
    "draft finished": Case(("draft",), "finished"),
    "finished draft": Case(("finished",), "draft", edited=("*决算.docx",)),
    "edited": Case(("finished",), "corrected", edited=("*.docx", "*.html")),
    "edited draft": Case(("draft",), "finished", edited=("*.docx", "*.pdf")),
    "without PDF": Case(("finished",), "plain"),
    "back to the first": Case(("finished", "corrected"), "finished"),
    "gone": Case(("finished",), "finished", gone=("*.docx", "*.html")),
}


_compressed = lru_cache(maxsize=128)(zlib.compress)


class Desk(Struct, frozen=True):
    """A folder with the outputs of a department, before the run of a case."""

    start: Path
    place: Path
    """Where the run works, on a copy."""
    now: Given
    done: list[Callable[[], Any]]
    """What the run does to the disk where it keeps its report."""

    def run(self) -> bool:
        """The run, but for what it does in memory between first steps and last; False where nothing is new."""
        with rerun.alone(self.place, print):
            if standing := rerun.standing(reading.given(self.now.folder), self.place):
                return rerun.put_back(standing).is_new
            for each in self.done:
                each()
            return True

    def anew(self) -> None:
        for each in self.place.iterdir():
            shutil.rmtree(each) if each.is_dir() else each.unlink()
        shutil.copytree(self.start, self.place, dirs_exist_ok=True)

    @property
    def year(self) -> Path:
        return self.place / "2021"

    @property
    def kept(self) -> tuple[dict[str, bytes], tuple[records.Version, ...]]:
        return outputs(self.year), store.of(self.year)


@pytest.fixture(params=CASES)
def desk(
    request: pytest.FixtureRequest,
    given: Mapping[str, Given],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Desk:
    case = CASES[request.param]
    monkeypatch.setattr(os, "fsync", lambda _: None)  # what a process leaves when it is killed is the same
    monkeypatch.setattr(zlib, "compress", _compressed)  # the same contents are kept by a thousand runs
    start, place = tmp_path / "start", tmp_path / "output"
    start.mkdir()
    place.mkdir()
    for name in case.before:
        given[name].handed_over(start)
    for pattern in case.edited:
        for path in laid(start, pattern):
            path.write_bytes(EDIT)
    for pattern in case.gone:
        for path in laid(start, pattern):
            path.unlink()
    desk = Desk(start, place, given[case.now], [])
    desk.done.extend(saving(desk))
    return desk


def laid(output: Path, pattern: str) -> list[Path]:
    """The outputs of the year that are so named, in whichever folder."""
    return [output / "2021" / place for place in outputs(output / "2021") if Path(place).match(pattern)]


def saving(desk: Desk) -> Iterator[Callable[[], Any]]:
    """What touches the disk where a run keeps its report: only that is done each time."""
    done: list[Callable[[], Any]] = []

    def noting(act: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*given: Any) -> Any:
            done.append(partial(act, *given))
            return act(*given)

        return noted

    desk.anew()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "add", noting(store.add))
        patch.setattr(placing, "place", noting(placing.place))
        desk.now.handed_over(desk.place)
    whole = desk.kept
    desk.anew()
    for each in done:
        each()
    assert desk.kept == whole
    return iter(done)


def test_a_run_killed_at_any_moment_leaves_whole_files_and_the_next_one_ends_well(desk: Desk) -> None:
    whole = whole_run(desk)
    for step in count():
        desk.anew()
        is_killed = killed(desk.run, step)
        assert faults(desk.year, [EDIT]) == [], step
        desk.run()
        assert desk.kept == whole, step
        assert temporaries(desk.place) == [], step
        if not is_killed:
            break
    assert step > 5


def test_a_run_that_mends_what_a_killed_one_left_may_be_killed_too(desk: Desk) -> None:
    whole, chance = whole_run(desk), random.Random(SEED)  # noqa: S311 - no secret
    for _ in range(12):
        steps = [chance.randrange(60) for _ in range(3)]
        desk.anew()
        for step in steps:
            killed(desk.run, step)
            assert faults(desk.year, [EDIT]) == [], steps
        desk.run()
        assert desk.kept == whole, steps
        assert temporaries(desk.place) == [], steps


@pytest.mark.parametrize("desk", ["correction", "edited draft"], indirect=True)
def test_a_disk_of_any_size_holds_the_old_report_or_the_new_one(desk: Desk) -> None:
    whole = whole_run(desk)
    old = outputs(desk.start / "2021")
    with disks.disk(desk.place, f"size={ROOM}"):
        desk.anew()
        used, failed = shutil.disk_usage(desk.place).used, 0
        for more in count(0, 64 * 1024):
            desk.anew()
            disks.change(desk.place, f"size={used + more}")
            try:
                desk.run()
            except OSError as caught:
                assert caught.errno == errno.ENOSPC  # noqa: PT017 - it need not fail
                assert outputs(desk.year) == old
                failed += 1
            assert (faults(desk.year, [EDIT]), temporaries(desk.place)) == ([], [])
            is_done = desk.kept == whole
            disks.change(desk.place, f"size={ROOM}")
            desk.run()
            assert desk.kept == whole, more
            if is_done:
                break
    assert failed > 3


def whole_run(desk: Desk) -> tuple[dict[str, bytes], tuple[records.Version, ...]]:
    """What a run leaves that nobody disturbs; another after it changes nothing."""
    desk.anew()
    desk.run()
    whole = desk.kept
    assert not desk.run()
    assert desk.kept == whole
    assert faults(desk.year, [EDIT]) == []
    return whole
