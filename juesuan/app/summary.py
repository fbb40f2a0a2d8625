"""The end of each command: what it tells the officer, with which exit code, and why it was refused."""

from collections.abc import Sequence
from pathlib import Path

from juesuan.app.teller import Teller
from juesuan.model import identity, outputs, system_failures
from juesuan.model.outcome import DONE, NOTHING, OPEN, Checked, Made, PartlyPlaced, Placed, Told, short
from juesuan.model.problems import UNSEEN, Problem, ReportError, Severity, error
from juesuan.model.program_folders import lasting_folder

_PARTLY = "F07"
"""The code of a problem after which outputs are no longer as they were."""


def of_report(made: Made, tell: Teller) -> int:
    """Tells of the report that a run has made, or found unchanged; returns 1 where a problem is open, else 0."""
    tell.problems(made.problems)
    if not made.is_new:
        tell.say("与上次相比，填报文件和程序都没有变，成品没有重做。")
    for path in made.files:
        tell.say(f"{identity.DRAFT if outputs.is_draft(path.name) else '成品'}　{short(path)}")
    if kept := next((path.name for path in made.files if outputs.ARCHIVE in path.name), ""):
        folders = (path.parent for path in made.files if outputs.is_handed_over(path.name))
        handed_over = next((f"要交的都在 {short(folder)}；" for folder in folders), "")
        tell.say(f"{handed_over}{kept} 里附有填报工作簿和数据，自己留存，不要公开。")
    pages = f"{made.pages} 页，" if made.pages else ""
    printed = f"图 {made.charts} 张，正文中的数 {made.figures} 个"
    tell.say(f"{pages}{printed}；{_counted(made.problems)}；用时 {tell.seconds():.1f} 秒")
    _advise(made.problems, tell)
    code = _code(made.problems)
    files = [str(path) for path in made.files]
    counted = {"new": made.is_new, "pages": made.pages, "figures": made.figures, "charts": made.charts}
    tell.report({"exit_code": code, "files": files, **counted}, made.problems)
    return code


def of_check(found: Checked, tell: Teller) -> int:
    """Tells what a check has found; returns 1 where a problem is open, else 0."""
    tell.problems(found.problems)
    tell.say(f"核对了 {len(found.figures)} 个数；{_counted(found.problems)}；用时 {tell.seconds():.1f} 秒")
    _advise(found.problems, tell)
    code = _code(found.problems)
    tell.report({"exit_code": code, "figures": len(found.figures)}, found.problems)
    return code


def of_files(placed: Placed, tell: Teller) -> int:
    """Tells of the files that a command has put down; returns 2 where an error kept it from all, else 0."""
    tell.problems(placed.problems)
    for path in placed.files:
        tell.say(f"已生成 {short(path)}")
    for line in placed.advice:
        tell.say(line)
    is_refused = not placed.files and any(problem.is_open_error for problem in placed.problems)
    code = NOTHING if is_refused else DONE
    tell.report({"exit_code": code, "files": [str(path) for path in placed.files]}, placed.problems)
    return code


def of_look_up(found: Told, tell: Teller) -> int:
    """Tells the answer of a command that looks something up; returns the exit code that the answer has."""
    tell.problems(found.problems)
    if found.rows:
        tell.table(found.head, found.rows)
    for line in found.said:
        tell.say(line)
    tell.report({"exit_code": found.code, **found.data}, found.problems)
    return found.code


def of_refusal(problems: Sequence[Problem], undone: str, tell: Teller) -> int:
    """Tells why nothing was done; returns 2. ``undone`` is the verb for what was to be done, such as 生成."""
    tell.problems(problems)
    if any(problem.code == _PARTLY for problem in problems):
        tell.say(f"没有{undone}完：出错以前换上的成品已经是新的，排除原因后再{undone}一次。")
    else:
        tell.say(f"没有{undone}：有 {len(problems)} 处要先改正。原来的成品没有动。")
    tell.report({"exit_code": NOTHING, "files": []}, problems)
    return NOTHING


def reasons(caught: Exception, output: Path, *, writes: bool = True) -> Sequence[Problem]:
    """The problems for which a command was refused, from what it raised.

    A fault of the program itself becomes one problem, and its traceback is written into a file in ``output`` or,
    where the command ``writes`` nothing there, in the cache.
    """
    from charts.data import MissingGlyph  # noqa: PLC0415 - a command that is done needs none

    match caught:
        case ReportError():
            return caught.problems
        case MissingGlyph():
            return (error("G01", f"图“{caught.chart}”", str(caught), "请换一个字，或改用通用的写法。"),)
        case PartlyPlaced():
            return (_partly(caught), *caught.problems)
        case OSError():
            return (_unreachable(caught, output),)
    return (_unexpected(output if writes else lasting_folder() or _passing_folder()),)


def _passing_folder() -> Path:
    import tempfile  # noqa: PLC0415 - as above

    return Path(tempfile.mkdtemp(prefix="juesuan-"))


def _partly(caught: PartlyPlaced) -> Problem:
    reason = system_failures.reason(caught.__cause__) if isinstance(caught.__cause__, OSError) else "磁盘出错"
    done = f"{'、'.join(caught.done)} 已换成新的" if caught.done else "还没有一份换成新的"
    message = f"成品存放到一半出了错（{reason}）：{done}；{'、'.join(caught.left)} 没有换成"
    return error(_PARTLY, "成品", message, "请排除原因后再生成一次；在那以前，新的和旧的不要混着用。")


def _unreachable(caught: OSError, output: Path) -> Problem:
    reason = system_failures.reason(caught)
    is_in_the_way = isinstance(caught, FileExistsError | IsADirectoryError | NotADirectoryError)
    instead = "请看看它是什么，改名或移到别处，再试一次。"
    advice = instead if is_in_the_way else "请检查磁盘空间、文件夹权限，关闭正打开的文件后再试。"
    return error("F03", caught.filename or output, f"文件读写失败（{reason}）", advice)


def _unexpected(folder: Path) -> Problem:
    """The problem of a fault of the program; its traceback goes into a file in ``folder`` for whoever mends it."""
    import traceback  # noqa: PLC0415 - as above

    log = folder / "程序出错记录.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        log.write_text(traceback.format_exc(), encoding="utf-8", errors="replace")
        advice = f"请把 {log} 和填报文件发给维护人员。"
    except OSError:
        advice = "请联系维护人员。"
    return error("X01", "程序", "程序自身出错，没有生成", advice)


def _code(problems: Sequence[Problem]) -> int:
    return OPEN if any(problem.is_open for problem in problems) else DONE


def _counted(problems: Sequence[Problem]) -> str:
    """The number of problems of each severity that are not explained, and of those that are, in words."""
    held = [problem for problem in problems if not problem.explained]
    counts = [f"{each.value} {sum(problem.severity is each for problem in held)} 条" for each in Severity]
    explained = len(problems) - len(held)
    return "，".join([*counts, f"已说明 {explained} 条"] if explained else counts)


def _advise(problems: Sequence[Problem], tell: Teller) -> None:
    if any(problem.is_open_error for problem in problems):
        tell.say("有错误没有改正，请改好后重新生成，不要公开这一稿。")
    elif any(problem.is_open and problem.code != UNSEEN for problem in problems):
        tell.say("有警告，请逐条看过、处理好再公开。")
    elif any(problem.is_open for problem in problems):
        tell.say("还有数没有看过，逐个看过、确认以后再公开。")
