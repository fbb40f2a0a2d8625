"""A department on its way to a worker of a cluster and back: no disk is shared, all files travel as bytes."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from juesuan.app.batch import job
from juesuan.app.batch.departments import DepartmentFolder
from juesuan.app.batch.job import Job
from juesuan.model import system_failures
from juesuan.model.county import DepartmentState, DoneDepartment
from juesuan.model.identity import digest
from juesuan.model.problems import error
from juesuan.versions import rerun, store, travel
from juesuan.versions.travel import Travelled

if TYPE_CHECKING:
    from juesuan.model.given import Given

_NOTHING = Travelled({}, ())


class Parcel(Struct, frozen=True):
    """A job with all files that it needs."""

    job: Job
    inputs: Mapping[str, bytes]
    """The files of the inputs by their places: 2021/决算数据.xlsx; those that are only noted are empty.

    A place that ends with / is that of a folder.
    """
    outputs: Mapping[str, bytes]
    """The files in the output folder of the year."""
    program: str
    """The digest of the program that sends it: only the same may do it."""


class Returned(Struct, frozen=True):
    """What comes back of a parcel."""

    department: DoneDepartment
    came: Travelled


def packed(given: Job) -> Parcel | None:
    """The parcel of a job; None for one that is done here: nothing has changed, or a file cannot be read."""
    from juesuan import reading  # noqa: PLC0415 - a worker needs none

    folder = DepartmentFolder(given.folder)
    try:
        year = reading.given(folder.inputs / str(given.year))
        every = (year, *year.earlier)
        if any(each.unread for each in every):
            return None
        if not given.check_only and rerun.standing(year, folder.output):
            return None
        inputs = {place: b"" for each in every for place in _noted(each)}
        inputs |= {f"{each.folder.name}/{name}": data for each in every for name, data in each.files.items()}
        outputs = travel.packed(folder.output / str(given.year))
    except OSError:
        return None  # whatever is wrong is told by the run here
    return Parcel(given, inputs, outputs, store.program())


def _noted(given: "Given") -> Iterator[str]:
    """The places of what no report is made from, and of the folder itself: a run notes that they are there."""
    yield f"{given.folder.name}/"
    for name in given.beside:
        yield f"{given.folder.name}/{name}" + ("/" if (given.folder / name).is_dir() else "")


def done(parcel: Parcel) -> Returned:
    """What a worker makes of a parcel, in a folder of its own that is gone afterwards."""
    given, name = parcel.job, DepartmentFolder(parcel.job.folder).name
    if parcel.program != store.program():
        advice = "请把同一份程序复制到集群的每一台机器上，再运行一次。"
        problem = error("I63", given.folder, "集群机器上的程序与这里的不是同一份，没有做", advice)
        return Returned(DoneDepartment.refused(name, problem), _NOTHING)
    try:
        return _done(parcel)
    except OSError as caught:
        reason = system_failures.reason(caught)
        problem = error(
            "F14", given.folder, f"集群的机器上文件读写失败（{reason}）", "请看那里的磁盘空间，再运行一次。"
        )
        return Returned(DoneDepartment.refused(name, problem), _NOTHING)


def _done(parcel: Parcel) -> Returned:
    given = parcel.job
    with tempfile.TemporaryDirectory(prefix="juesuan-") as name:
        place = DepartmentFolder(Path(name).resolve() / given.folder.name)
        place.inputs.mkdir(parents=True)
        travel.unpacked(place.inputs, parcel.inputs)
        year = place.output / str(given.year)
        travel.unpacked(year, parcel.outputs)
        department = job.done(given, place.path)
        came = _NOTHING if given.check_only else travel.changed(year, parcel.outputs)
        return Returned(_as_there(department, place.path, given.folder), came)


def _as_there(department: DoneDepartment, place: Path, folder: Path) -> DoneDepartment:
    """What became of the department, its files called as they are where they came from."""

    def there(words: str) -> str:
        return words.replace(str(place), str(folder))

    problems = tuple(
        replace(each, where=there(each.where), message=there(each.message), hint=there(each.hint))
        for each in department.problems
    )
    return replace(department, problems=problems, said=tuple(map(there, department.said)))


def landed(parcel: Parcel, came: Returned) -> DoneDepartment:
    """What became of the department once its files lie in its folder; whatever fails is a result, too."""
    from juesuan.app import summary  # noqa: PLC0415 - a worker needs none

    given, output = parcel.job, DepartmentFolder(parcel.job.folder).output
    if came.came == _NOTHING:
        return came.department
    said: list[str] = []
    try:
        with rerun.alone(output, said.append):
            before = {place: digest(data) for place, data in parcel.outputs.items()}
            told = travel.landed(output / str(given.year), before, came.came)
    except Exception as caught:  # noqa: BLE001 - one department that fails must not stop the others
        problems = tuple(summary.reasons(caught, output))
        return replace(came.department, state=DepartmentState.REFUSED, problems=problems, files=())
    department = came.department
    return replace(department, said=(*department.said, *said), problems=(*department.problems, *told))
