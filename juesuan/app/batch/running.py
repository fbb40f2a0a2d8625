"""The departments of a county done one after another by many hands, and what is told of each as it ends."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from juesuan.app import summary
from juesuan.app.batch import departments, job, pool
from juesuan.app.batch.departments import DepartmentFolder
from juesuan.app.batch.job import Job
from juesuan.app.command_line import Asked
from juesuan.app.teller import Teller
from juesuan.model.county import County, DepartmentState, DoneDepartment
from juesuan.model.outcome import DONE, NOTHING, OPEN, short
from juesuan.model.problems import Problem, Severity, error

_MOST_REASONS = 5
"""Of a department that was not done, so many reasons are told at once; all of them are in its own run."""


def run(asked: Asked) -> int:
    """Makes or checks the reports of all departments in a folder and tells of each; returns the exit code.

    0 where all were done and nothing is open, 1 where something is, 2 where no department was done. Raises
    ReportError where the folder holds no departments.
    """
    home = Path(asked.named)
    folders, strays = departments.found(home), departments.strays(home)
    year = asked.year_number or departments.newest(folders)
    done = {name: closed(name, why) for name, why in _closed(home, folders)}
    for each in done.values():
        _tell(each, "没有打开", asked.tell)
    opened = [each for each in folders if each.name not in done]
    jobs = [job.of(each, asked.make, asked.check, year, check_only=asked.check_only) for each in opened]
    done |= {each.folder: each for each in _told(jobs, asked)}
    asked.tell.problems(strays)
    county = County(year, tuple(done[each.name] for each in folders))
    files, hints = _summary(county, home, asked.tell)
    return _summed_up(county, files, (*strays, *hints), asked.tell)


def _closed(home: Path, folders: Sequence[DepartmentFolder]) -> Iterator[tuple[str, str]]:
    """The departments that are not looked into, by name, with the reason."""
    place = home.resolve()
    yield from ((each.name, why) for each in folders if (why := departments.why_not(place, each)))


def closed(name: str, why: str) -> DoneDepartment:
    """A department that is not looked into."""
    return DoneDepartment(name, DepartmentState.REFUSED, (error("I61", name, why),))


def _summary(county: County, folder: Path, tell: Teller) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """汇总 of what was done; its files and its hints. What fails is told as a problem, and loses nothing else."""
    from juesuan.app.batch import summing  # noqa: PLC0415 - it loads what draws and what writes

    try:
        files, hints = summing.summed(county, folder, tell)
    except Exception as caught:  # noqa: BLE001 - the reports are made, and that is still to be told
        files, hints = (), tuple(summary.reasons(caught, folder))
        tell.say("汇总没有做成：")
    tell.problems(hints)
    return files, hints


def _told(jobs: Sequence[Job], asked: Asked) -> Iterator[DoneDepartment]:
    """What has become of each department, in the order of the folders; each is told of as it ends."""
    advance = asked.tell.bar(len(jobs))
    places = {each.folder: place for place, each in enumerate(jobs)}
    found: list[tuple[int, DoneDepartment]] = []
    for each, ended in _results(jobs, asked):
        department = ended or lost(each)
        found.append((places[each.folder], department))
        _tell(department, f"{len(found)}/{len(jobs)}", asked.tell)
        advance(None)
    yield from (department for _, department in sorted(found, key=lambda each: each[0]))


def _results(jobs: Sequence[Job], asked: Asked) -> Iterable[tuple[Job, DoneDepartment | None]]:
    return _by_cluster(jobs, asked) if asked.cluster else _by_pool(jobs, asked)


def _by_pool(jobs: Sequence[Job], asked: Asked) -> Iterator[tuple[Job, DoneDepartment | None]]:
    def interrupted() -> None:
        asked.tell.say("正在停：正在做的单位做完就停。")

    return pool.results(job.done, jobs, asked.workers, interrupted)


def _by_cluster(jobs: Sequence[Job], asked: Asked) -> Iterator[tuple[Job, DoneDepartment | None]]:
    """The jobs done by a cluster, but for those that need no worker, which are done here at the end."""
    from juesuan.app.batch import cluster, parcel  # noqa: PLC0415 - only who has a cluster needs them

    here, left = list[Job](), list(jobs)

    def parcels() -> "Iterator[parcel.Parcel]":
        for each in jobs:
            made = parcel.packed(each)
            if made is None:
                here.append(each)
            else:
                yield made

    with cluster.joined(asked.cluster, asked.workers) as client:
        try:
            for sent, came in cluster.results(client, parcel.done, parcels()):
                left.remove(sent.job)
                yield sent.job, parcel.landed(sent, came) if came else None
        except cluster.ClusterGoneError:
            yield from ((each, _unreached(each)) for each in left if each not in here)
    yield from ((each, job.done(each)) for each in here)


def _unreached(each: Job) -> DoneDepartment:
    """A department that a cluster has not done before it was gone."""
    advice = "再运行一次，做好的不会重做。"
    problem = error("I69", each.folder, "集群断开了，这个单位没有做成", advice)
    return DoneDepartment(DepartmentFolder(each.folder).name, DepartmentState.REFUSED, (problem,))


def lost(each: Job) -> DoneDepartment:
    """A department whose process was ended twice, by the system or by somebody."""
    advice = "多半是内存不够：用 --workers 1 再运行一次；还是这样，请把这个单位的填报文件发给维护人员。"
    problem = error("X02", each.folder, "做这个单位的进程两次都被结束了，没有做成", advice)
    return DoneDepartment(DepartmentFolder(each.folder).name, DepartmentState.REFUSED, (problem,))


# ---- what is told


def _tell(department: DoneDepartment, count: str, tell: Teller) -> None:
    """A line on a department that has ended, and the reasons where it was not done."""
    mark = "✗" if department.state is DepartmentState.REFUSED else "!" if department.is_open else "✓"
    counts = "，".join(f"{name} {number}" for name, number in counted(department.problems).items() if number)
    line = f"{mark} {count}　{department.folder}　{department.state.value}　{counts or '没有意见'}"
    tell.say(f"{line}　{department.seconds:.1f} 秒")
    for said in department.said:
        tell.say(f"　　{said}")
    if department.state is DepartmentState.REFUSED:
        reasons = department.problems[:_MOST_REASONS]
        tell.problems([replace(each, where=f"{department.folder}　{each.where}") for each in reasons])
        if left := len(department.problems) - len(reasons):
            tell.say(f"　　{department.folder}另有 {left} 条，单独运行这个单位可以看到。")


def counted(problems: Iterable[Problem]) -> dict[str, int]:
    """How many problems of each severity are not explained, by the word for it."""
    held = [each.severity for each in problems if not each.explained]
    return {severity.value: held.count(severity) for severity in Severity}


def _summed_up(county: County, files: Sequence[Path], hints: Sequence[Problem], tell: Teller) -> int:
    """Tells how many departments have come how far; returns the exit code."""
    states = [each.state for each in county.departments]
    counts = "，".join(f"{each.value} {states.count(each)} 个" for each in DepartmentState if each in states)
    is_open = sum(each.is_open for each in county.departments)
    tell.say(f"{county.year} 年度，{len(states)} 个单位：{counts}；还有问题的 {is_open} 个")
    for path in files:
        tell.say(f"汇总　{short(path)}")
    if left := county.left_out:
        tell.say(f"没有列入汇总的 {len(left)} 个：{'、'.join(left)}")
    tell.say(f"用时 {tell.seconds():.1f} 秒")
    nothing = all(each is DepartmentState.REFUSED for each in states)
    code = NOTHING if nothing else OPEN if is_open or any(each.is_open for each in hints) else DONE
    made = {"files": [str(path) for path in files], "hints": [*map(_problem, hints)]}
    tell.write(
        {"exit_code": code, "year": county.year, **made, "departments": [*map(_as_data, county.departments)]}
    )
    return code


def _as_data(department: DoneDepartment) -> dict[str, object]:
    """A department for another program, by the names of the JSON."""
    return {
        "folder": department.folder,
        "state": department.state.name.lower(),
        "open": department.is_open,
        "files": list(department.files),
        "seconds": round(department.seconds, 3),
        "problems": [*map(_problem, department.problems)],
    }


def _problem(problem: Problem) -> dict[str, str]:
    return {"code": problem.code, "severity": problem.severity.value, "where": problem.where,
            "message": problem.message, "hint": problem.hint, "explained": problem.explained}  # fmt: skip
