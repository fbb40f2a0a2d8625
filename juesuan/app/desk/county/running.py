"""全部核对 and 全部生成: the batch of the command line, begun at the desk; each department is told of."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial

from juesuan.app.batch import departments, job, pool
from juesuan.app.batch import running as batch
from juesuan.app.batch.departments import DepartmentFolder
from juesuan.app.desk.county import rows
from juesuan.app.desk.county.county_desk import CountyDesk
from juesuan.app.desk.county.together import CHECK, MAKE
from juesuan.app.desk.events import NO_YEAR
from juesuan.app.desk.speaker import Speaker
from juesuan.model.county import County, DepartmentState, DoneDepartment


def begin(county: CountyDesk, year: int, *, check_only: bool) -> bool:
    """Begins to check or make the reports of all departments; returns whether it does, see ``Together.begin``."""
    what = CHECK if check_only else MAKE
    return county.begin(what, partial(_all, county, year, check_only=check_only))


def _all(county: CountyDesk, year: int, *, check_only: bool) -> None:
    together, folders = county.together, county.departments()
    closed = {each.name: why for each in folders if (why := county.why_not(each))}
    done = {name: batch.closed(name, why) for name, why in closed.items()}
    opened = [each for each in folders if each.name not in closed]
    together.total = len(opened)
    for department in _each(county, opened, year, check_only=check_only):
        done[department.folder] = department
        together.done += 1
        county.tell("checked")
        county.tell("step", f"{together.told}　{department.folder}")
    if left := together.total - together.done:
        again = "再点一次，没有变的不重做。" if not check_only else ""
        together.ended = f"停下了：做了 {together.done} 个，还有 {left} 个没有做，汇总没有重做。{again}"
        return
    _sum_up(county, County(year, tuple(done[each.name] for each in folders)))


def _each(
    county: CountyDesk, folders: Sequence[DepartmentFolder], year: int, *, check_only: bool
) -> Iterator[DoneDepartment]:
    """What has become of each department, as it ends; no other is begun where somebody wants it to stop."""
    desk = county.desk
    jobs = [job.of(each, desk.make, desk.check, year, check_only=check_only) for each in folders]
    places = {each.folder: folder for each, folder in zip(jobs, folders, strict=True)}
    before = {each.name: rows.inputs_stamp(each, year) for each in folders}
    with closing(pool.results(job.done, jobs, None)) as results:
        for each, ended in results:
            folder, department = places[each.folder], ended or batch.lost(each)
            is_as_it_was = rows.inputs_stamp(folder, year) == before[folder.name]
            stamp = rows.stamp(folder, year) if is_as_it_was else ""
            county.put(year, rows.of_done(folder, year, department, stamp))
            yield department
            if county.together.is_stopping:
                return


def _sum_up(county: CountyDesk, done: County) -> None:
    """Makes 汇总 anew of what was done, and says how all of it ended."""
    from juesuan.app.batch import summing  # noqa: PLC0415 - it loads what draws and what writes

    files, told = summing.summed(done, county.folder, Speaker(county.desk.events, NO_YEAR, lambda: False))
    states = [each.state for each in done.departments]
    counts = "，".join(f"{each.value} {states.count(each)} 个" for each in DepartmentState if each in states)
    missing = f"；没有列入汇总的：{'、'.join(done.left_out)}" if done.left_out else ""
    county.together.problems = (*departments.strays(county.folder), *told)
    county.together.ended = f"{counts}。{'汇总做好了' if files else '没有可以汇总的数'}{missing}。"
