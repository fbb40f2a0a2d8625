"""The finished reports in a folder audited by many hands: a page for each, and one table of all."""

import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from juesuan.app import audit
from juesuan.app.batch import audit_jobs, audit_pages, pool
from juesuan.app.batch.audit_jobs import AuditJob
from juesuan.app.batch.job import Heard
from juesuan.app.command_line import Asked
from juesuan.app.teller import Teller
from juesuan.model import system_failures
from juesuan.model.bulk_audit import BulkAudit, UsedRule
from juesuan.model.finished_report import Audit
from juesuan.model.outcome import DONE, NOTHING, OPEN, short
from juesuan.model.problems import Problem, ReportError, RuleWords, Severity, error
from juesuan.versions import store

_CODE = "D29"
"""The code of what is told of a file that cannot be read."""
_MOST_NAMED = 10


def run(asked: Asked, folder: Path) -> int:
    """Audits the reports in a folder and all below it, writes their pages and the table; returns the exit code.

    What has not changed since this program has audited it is passed over, and what is found in a file is kept as
    soon as it is known. 0 where nothing is open, 1 where something is or a file could not be read, 2 where none
    could.
    """
    jobs, others = audit_jobs.found(folder, asked.year_number)
    place = audit_pages.place(asked.output, folder.resolve().name)
    known = audit_pages.unchanged(jobs, place)
    found = dict(known)
    try:
        for job, each in _told(jobs, known, asked):
            found[job.name] = audit_pages.kept(each, job, place, asked.tell)
    except KeyboardInterrupt:
        asked.tell.say(f"读过的 {len(found)} 份都记下了，再运行一次，从没有读的接着读。")
        raise
    files, problems = audit_pages.written([found[job.name] for job in jobs], others, place, asked.tell)
    asked.tell.problems(problems)
    for path in files:
        asked.tell.say(f"汇总　{short(path)}")
    if known:
        asked.tell.say(f"没有变、没有重读的 {len(known)} 份")
    if others:
        more = "……" if len(others) > _MOST_NAMED else ""
        named = "、".join(others[:_MOST_NAMED])
        asked.tell.say(f"另有 {len(others)} 个文件不是报告，没有看：{named}{more}")
    return _summed_up([found[job.name] for job in jobs], others, asked.tell)


# ---- what a worker does


def audited(job: AuditJob) -> BulkAudit:
    """What an audit finds in a file; whatever fails is a result, too."""
    if job.closed:
        advice = "请把要审读的报告放进能打开的文件夹，再审读一次。"
        return BulkAudit(job.name, None, (error(_CODE, job.name, job.closed, advice),))
    if job.data is None:
        return _audited(job)
    if job.program != store.program():
        message = "集群机器上的程序与这里的不是同一份，没有审读"
        return BulkAudit(job.name, None, (error("I63", job.name, message, "请把同一份程序复制到每一台机器。"),))
    try:
        with tempfile.TemporaryDirectory(prefix="juesuan-") as name:
            path = Path(name) / job.path.name
            path.write_bytes(job.data)
            return _audited(replace(job, path=path))
    except OSError as caught:
        return BulkAudit(job.name, None, (_unreadable(job, caught),))


def _audited(job: AuditJob) -> BulkAudit:
    from juesuan import web  # noqa: PLC0415 - whoever only hands out files needs none

    begun = time.perf_counter()
    try:
        found = audit.audited(job.path, job.year, Heard())
        page = web.audit_page(found)
    except ReportError as refused:
        return BulkAudit(job.name, None, refused.problems, seconds=time.perf_counter() - begun)
    except Exception as caught:  # noqa: BLE001 - one file that fails must not stop the others
        problem = error(
            "X01", job.name, f"程序自身出错，没有审读（{type(caught).__name__}）", "请把这份文件发给维护人员。"
        )
        return BulkAudit(job.name, None, (problem,), seconds=time.perf_counter() - begun)
    return _as_told(job, found, page, time.perf_counter() - begun)


def _as_told(job: AuditJob, found: Audit, page: bytes, seconds: float) -> BulkAudit:
    rules = tuple(UsedRule(_words(each.words), each.ran, each.why_not) for each in found.rules)
    unread = tuple(f"{each.place}：{each.what}" for each in found.report.unread)
    problems = tuple(each.problem for each in found.problems)
    return BulkAudit(job.name, found.year, problems, unread, rules, page, seconds)


def _words(words: RuleWords) -> RuleWords:
    """The words of a rule without what else it has, which cannot travel."""
    return RuleWords(*(getattr(words, name) for name in RuleWords.__struct_fields__))


def _unreadable(job: AuditJob, caught: OSError) -> Problem:
    return error(
        _CODE, job.name, f"打不开（{system_failures.reason(caught)}）", "请打开这个文件看看，重新保存后再试。"
    )


# ---- all of them


def _told(
    jobs: Sequence[AuditJob], known: Mapping[str, BulkAudit], asked: Asked
) -> Iterator[tuple[AuditJob, BulkAudit]]:
    """What was found in each file that is not known; each is told of as it ends."""
    left = [job for job in jobs if job.name not in known]
    advance = asked.tell.bar(len(left))
    for count, (job, ended) in enumerate(_results(left, asked), 1):
        found = ended or lost(job.name)
        _tell(found, f"{count}/{len(left)}", asked.tell)
        advance(None)
        yield job, found


def _results(jobs: Sequence[AuditJob], asked: Asked) -> Iterable[tuple[AuditJob, BulkAudit | None]]:
    return _by_cluster(jobs, asked) if asked.cluster else pool.results(audited, jobs, asked.workers)


def _by_cluster(jobs: Sequence[AuditJob], asked: Asked) -> Iterator[tuple[AuditJob, BulkAudit | None]]:
    from juesuan.app.batch import cluster  # noqa: PLC0415 - only who has a cluster needs it

    closed = [job for job in jobs if job.closed]
    left = {job.path: job for job in jobs if not job.closed}
    unread = dict[Path, BulkAudit]()

    def parcels() -> Iterator[AuditJob]:
        for job in [*left.values()]:
            try:
                yield replace(job, data=job.path.read_bytes(), program=store.program())
            except OSError as caught:
                unread[job.path] = BulkAudit(job.name, None, (_unreadable(job, caught),))

    with cluster.joined(asked.cluster, asked.workers) as client:
        try:
            for job, each in cluster.results(client, audited, parcels()):
                yield left.pop(job.path), each
        except cluster.ClusterGoneError:
            gone = (job for job in left.values() if job.path not in unread)
            yield from ((job, BulkAudit(job.name, None, (_unreached(job.name),))) for job in gone)
    yield from ((left[path], each) for path, each in unread.items())
    yield from ((job, audited(job)) for job in closed)


def _unreached(name: str) -> Problem:
    return error("I69", name, "集群断开了，这一份没有审读", "再运行一次。")


def lost(name: str) -> BulkAudit:
    """What is told of a file whose process was ended twice, by the system or by somebody."""
    advice = "多半是文件太大、内存不够：单独审读这一份。"
    return BulkAudit(name, None, (error("X02", name, "审读这一份的进程两次都被结束了", advice),))


# ---- what is told


def _tell(each: BulkAudit, count: str, tell: Teller) -> None:
    from juesuan.figures import audit_tables  # noqa: PLC0415 - as above

    counts = "，".join(f"{one.value} {audit_tables.count(each, one)}" for one in Severity)
    mark = "!" if each.is_open and each.is_read else "✓" if each.is_read else "✗"
    tell.say(f"{mark} {count}　{each.name}　{counts if each.is_read else '读不出来'}　{each.seconds:.1f} 秒")
    if not each.is_read:
        tell.problems([replace(problem, where=each.name) for problem in each.problems])


def _summed_up(found: Sequence[BulkAudit], others: Sequence[str], tell: Teller) -> int:
    read = sum(each.is_read for each in found)
    is_open = sum(each.is_open for each in found)
    tell.say(f"{len(found)} 份：读出来的 {read} 份，还有问题的 {is_open} 份；用时 {tell.seconds():.1f} 秒")
    code = NOTHING if not read else OPEN if is_open else DONE
    tell.write({"exit_code": code, "others": list(others), "files": [*map(_as_data, found)]})
    return code


def _as_data(each: BulkAudit) -> dict[str, object]:
    """What is known of a file for another program, by the names of the JSON."""
    return {
        "file": each.name,
        "read": each.is_read,
        "year": each.year,
        "unread": list(each.unread),
        "problems": [
            {"code": one.code, "severity": one.severity.value, "place": one.where, "message": one.message}
            for one in each.problems
        ],
        "rules": [{"code": one.words.code, "ran": one.ran, "why_not": one.why_not} for one in each.rules],
    }  # fmt: skip
