"""The audit of finished reports: read, relations and form, page; one file after another, with what is told."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from juesuan.app.teller import Teller
from juesuan.app.telling import Telling
from juesuan.model import outputs
from juesuan.model.finished_report import Audit, AuditProblem
from juesuan.model.outcome import DONE, NOTHING, OPEN, short
from juesuan.model.problems import Problem, ReportError, Severity


def audit(paths: Sequence[Path], output: Path, year: int | None, tell: Teller) -> int:
    """Audits each file, writes its page into the folder of outputs and tells of it; returns the exit code.

    1 where a problem is open or one of several files could not be read, 2 where none could, else 0.
    """
    told, codes, places = list[dict[str, object]](), list[int](), set[Path]()
    for path in paths:
        if len(paths) > 1:
            tell.say(f"—— {path.name}")
        try:
            found = audited(path, year, tell)
        except ReportError as refused:
            tell.problems(refused.problems)
            codes.append(NOTHING)
            told.append(_as_data(path, None, [AuditProblem(each) for each in refused.problems]))
            continue
        place = tell.step("写页面", partial(written, found, output, places, tell), short)
        codes.append(_tell(found, f"〔{path.name}〕" if len(paths) > 1 else "", tell))
        told.append(_as_data(path, found, found.problems, place) if tell.as_json else {})
    tell.write(told[0] if len(told) == 1 else told)
    if all(code == NOTHING for code in codes):
        tell.say("没有审读：文件读不出来。")
        return NOTHING
    return OPEN if any(codes) else DONE


def audited(path: Path, year: int | None, tell: Telling) -> Audit:
    """The steps of one file; raises ReportError where it cannot be read."""
    from juesuan.checks import finished  # noqa: PLC0415 - a command loads what it needs
    from juesuan.reading import finished_report  # noqa: PLC0415 - as above

    report = tell.step(
        "读文件",
        lambda: finished_report.read(path),
        lambda read: (f"{read.pages} 页，" if read.pages else "") + f"{len(read.lines)} 段",
    )
    return tell.step(
        "审读",
        lambda: finished.audit(report, year),
        lambda found: f"{len(found.relations)} 个关系，{len(found.problems)} 条意见",
    )


def written(found: Audit, output: Path, places: set[Path], tell: Telling) -> Path:
    """Writes the page over an older one of the same name, and beside any other file; returns where it is.

    ``places`` are those written in this run, which grow: none of them is written over.
    """
    from juesuan import versions, web  # noqa: PLC0415 - as above
    from juesuan.versions import files  # noqa: PLC0415 - as above

    place = output / outputs.AUDITS / outputs.audit_page(found.report.name)
    with versions.rerun.alone(output, tell.say):
        if place in places or (place.exists() and not web.is_audit_page(place.read_bytes())):
            place = files.free(place)
        places.add(place)
        return files.write(place, web.audit_page(found))


def _tell(found: Audit, file: str, tell: Teller) -> int:
    """Tells what was found, before each place its file; returns 1 where a problem is open, else 0."""
    problems = [replace(each.problem, where=f"{file}{each.problem.where}") for each in found.problems]
    tell.problems(problems)
    counts = "，".join(f"{each.value} {sum(one.severity is each for one in problems)} 条" for each in Severity)
    tell.say(f"{counts}；用时 {tell.seconds():.1f} 秒")
    unread = sum(bool(each.why_not) for each in found.rules)
    if unread:
        tell.say(f"有 {unread} 条规则没有用上或没有全用上，原因见审读报告。")
    return OPEN if any(each.is_open for each in problems) else DONE


def _as_data(
    path: Path, found: Audit | None, problems: Sequence[AuditProblem], place: Path | None = None
) -> dict[str, object]:
    """What is known of a file for another program; of one that could not be read only the problems."""
    return {
        "file": path.name,
        "page": str(place) if place else "",
        "year": found.year if found else None,
        "relations": _relations(found) if found else [],
        "problems": [_problem(each.problem, each) for each in problems],
        "rules": [
            {"code": each.words.code, "ran": each.ran, "could_not": each.could_not, "why_not": each.why_not}
            for each in (found.rules if found else ())
        ],
    }


def _relations(found: Audit) -> list[dict[str, object]]:
    return [
        {
            "kind": each.kind,
            "numbers": list(each.numbers),
            "computed": each.computed,
            "verdict": each.standing.value,
            "sentence": each.sentence,
            "place": found.report.place(each.line),
        }
        for each in found.relations
    ]


def _problem(problem: Problem, told: AuditProblem) -> dict[str, object]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "sentence": told.sentence,
        "message": problem.message,
        "place": problem.where,
        "sum": told.drawn,
        "hint": problem.hint,
    }
