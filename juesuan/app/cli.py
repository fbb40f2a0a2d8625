"""The command line: which year, where to, what to say at the end, and with which exit code."""

import argparse
import errno
import io
import re
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from charts.data import MissingGlyph
from juesuan.app.teller import Teller
from juesuan.model.outcome import DONE, NOTHING, OPEN, Checked, Made, Placed, Told, short
from juesuan.model.problems import Problem, ReportError, Severity, error, hint
from juesuan.model.program_folders import ROOT, TEMPLATES
from juesuan.model.year_folder import TEXTS, WORKBOOK

_USAGE = """python generate.py [--year 年度] [--inputs 文件夹] [--output 文件夹] [--office] [--quiet | --json]
      python generate.py check [--year 年度] [--inputs 文件夹] [--quiet | --json]
      python generate.py new 年度 [--inputs 文件夹]
      python generate.py init 文件夹
      python generate.py template 文件夹
      python generate.py tags [--year 年度] [--inputs 文件夹] [--output 文件夹]
      python generate.py drop 编号 [--year 年度] [--inputs 文件夹] [--output 文件夹]
      python generate.py history [--year 年度] [--output 文件夹] [--json]
      python generate.py restore 版本号 [--year 年度] [--output 文件夹]
      python generate.py verify 文件 [--output 文件夹] [--json]"""
_ABOUT = """决算通：由决算数据工作簿和文字材料生成部门决算公开报告（Word 和 PDF）。
不带参数时，用 inputs 里最新一年的数据，生成到 output/年度/。
check 只核对、不生成，几乎不用等，适合一边填一边用。
new 由上一年的填报文件做出下一年的：上年数填好，其余留空，文字待确认。
init 在指定文件夹里放一套空白的决算数据.xlsx 和文字材料.docx。
template 把报告的版式复制到这一年的文件夹里，供本单位修改语句。
tags 列出版式和文字材料里可以用的全部标签：意思、例子、现在是什么、用在哪里。
drop 放弃一处在成品 Word 里的人工修改（编号见提示），重新生成。
history 列出一年的各个版本：时间、起因、变了哪些数。
restore 找回某一版的成品和填报文件，放进新的文件夹，不动现在的。
verify 查验一份 Word 或 PDF：是不是本程序做的，做好以后有没有改过，改在哪里（退出码：0 没有改，1 改过，2 认不出）。

退出码：0 没有未决问题；1 有错误或警告待处理；2 填报文件读不懂，什么也没有生成。"""


@dataclass(frozen=True, slots=True)
class Steps:
    """What the commands do; the folder is that of a year."""

    make: Callable[[Path, Path, Teller], Made]
    """Given the folder and where the outputs go."""
    make_by_office: Callable[[Path, Path, Teller], Made]
    drop: Callable[[Path, Path, int, Teller], Made]
    """Given also the number of the edit by hand that is given up."""
    """The same, with the page numbers of the contents from LibreOffice."""
    check: Callable[[Path, Teller], Checked]
    template: Callable[[Path], Placed]
    new: Callable[[Path, int], Placed]
    """Given the folder of all years and the year to be made."""
    tags: Callable[[Path, Path, Teller], Placed]
    """Given the folder and where the outputs go."""
    history: Callable[[Path, str | None], Told]
    """Given where the outputs are and the year, if one was named."""
    restore: Callable[[Path, int, str | None, Teller], Told]
    """The same, with the number of the version between."""
    verify: Callable[[Path, Path], Told]
    """Given a file and where the outputs are."""


class _Parser(argparse.ArgumentParser):
    """Argparse would answer in English."""

    def error(self, message: str) -> NoReturn:
        choice = re.search(r"choice: '(.+?)'", message)
        named = choice or re.search(r"arguments?:? ([^:]+)", message)
        which = f" {named[1]}" if named else ""
        sys.stderr.write(f"命令写错了：{_in_chinese(message)}{which}\n用法：{_USAGE}\n")
        raise SystemExit(NOTHING)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "用法：", 1)


_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
    errno.EACCES: "没有权限，或文件正被打开",
    errno.EPERM: "没有权限，或文件正被打开",
    errno.ENOENT: "找不到文件",
    errno.EISDIR: "这里应是文件，却是文件夹",
    errno.ENOTDIR: "这里应是文件夹，却是文件",
    errno.EEXIST: "同名的文件已经有了",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "磁盘或网络出错",
}
"""What the system says in English."""


def _in_chinese(message: str) -> str:
    known = {"unrecognized": "不认识的参数", "expected one": "参数后面缺内容", "invalid": "参数内容不对"}
    known |= {"not allowed": "这两个参数不能同时用", "required": "缺少参数"}
    return next((words for key, words in known.items() if key in message), "请对照用法")


def main(arguments: Sequence[str], steps: Steps) -> int:
    """Runs the command and returns its exit code; whatever happens, the officer reads Chinese."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console of another code page must not end the run
    try:
        options = _options(arguments)
    except SystemExit as done:
        return int(done.code or DONE)
    return _run(options, steps, Teller(quiet=options.quiet, as_json=options.json))


def _run(options: argparse.Namespace, steps: Steps, tell: Teller) -> int:
    try:
        return _done(options, steps, tell)
    except (ReportError, MissingGlyph, OSError) as caught:
        return _refused(_reasons(caught, options.output), options, tell)
    except KeyboardInterrupt:
        sys.stderr.write("\n已中断。每份成品都是完整的，再生成一次即可。\n")
        return NOTHING
    except Exception:  # noqa: BLE001 - the last line of defence: an officer cannot read a traceback
        return _refused((_unexpected(Path(options.output)),), options, tell)
    finally:
        tell.close()


def _done(options: argparse.Namespace, steps: Steps, tell: Teller) -> int:
    """Runs the command; the year is looked for only where one needs it."""
    output, named = Path(options.output), options.folder
    make = steps.make_by_office if options.office else steps.make
    todo: Mapping[str | None, Callable[[], int]] = {
        None: lambda: _summary(make(_chosen(options), output, tell), tell),
        "check": lambda: _checked(steps.check(_chosen(options), tell), tell),
        "drop": lambda: _summary(steps.drop(_chosen(options), output, int(named), tell), tell),
        "history": lambda: _told(steps.history(output, options.year), tell),
        "init": lambda: _init(Path(named), tell),
        "new": lambda: _placed(steps.new(Path(options.inputs), int(named)), tell),
        "restore": lambda: _told(steps.restore(output, int(named), options.year, tell), tell),
        "tags": lambda: _placed(steps.tags(_chosen(options), output, tell), tell),
        "template": lambda: _placed(steps.template(Path(named)), tell),
        "verify": lambda: _told(steps.verify(Path(named), output), tell),
    }
    return todo[options.command]()


_WITH_FOLDER = ("drop", "init", "new", "restore", "template", "verify")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = _Parser(
        usage=_USAGE, description=_ABOUT, add_help=False, formatter_class=argparse.RawTextHelpFormatter
    )
    group = parser.add_argument_group("选项")
    group.add_argument("-h", "--help", action="help", help="显示这个说明")
    group.add_argument(
        "command",
        nargs="?",
        choices=["check", "new", "init", "template", "tags", "drop", "history", "restore", "verify"],
        metavar="check | new | init | template | tags | drop | history | restore | verify",
        help="只核对；做下一年的填报文件；放一套空白的填报文件；复制一份版式来修改；列出标签；放弃人工修改；列出各个版本；找回一版；查验一份文件",
    )
    group.add_argument(
        "folder",
        nargs="?",
        metavar="文件夹 | 年度 | 编号",
        help="init、template 的去处，如 inputs/2021；new 的年度；drop、restore 的编号；verify 的文件",
    )
    group.add_argument("--year", metavar="年度", help="生成哪一年；默认是 inputs 里最新的一年")
    group.add_argument(
        "--inputs", metavar="文件夹", default=str(ROOT / "inputs"), help="填报文件在哪里；默认 inputs"
    )
    group.add_argument(
        "--output", metavar="文件夹", default=str(ROOT / "output"), help="成品放到哪里；默认 output"
    )
    group.add_argument(
        "--office", action="store_true", help="目录页码由 LibreOffice 编（多用几秒）；默认按 PDF 的排版"
    )
    sound = group.add_mutually_exclusive_group()
    sound.add_argument("--quiet", action="store_true", help="只报告错误和警告")
    sound.add_argument("--json", action="store_true", help="以 JSON 输出结果，供其他程序读取")
    options = parser.parse_args(arguments)
    if (options.command in _WITH_FOLDER) != (options.folder is not None):
        parser.error("required")
    if options.office and options.command:
        parser.error(f"argument --office: not allowed with {options.command}")
    wanted = {"new": r"20\d\d", "drop": r"\d{1,9}", "restore": r"[1-9]\d{0,3}"}.get(options.command, ".*")
    if not re.fullmatch(wanted, options.folder or ""):
        parser.error(f"argument {options.folder}: invalid")
    return options


def _chosen(options: argparse.Namespace) -> Path:
    """The folder of the year asked for, or of the newest; ``--inputs`` may also name a year's folder itself."""
    root = Path(options.inputs)
    if options.year is None and any(root.glob(WORKBOOK.replace(".xlsx", ".*"))):
        return root
    years = (
        sorted(each.name for each in root.glob("[0-9][0-9][0-9][0-9]") if each.is_dir()) if root.is_dir() else []
    )
    if options.year in years:
        return root / str(options.year)
    if options.year is None and years:
        return root / years[-1]
    message = f"没有 {options.year} 年度的文件夹" if options.year else "里面没有以年度命名的文件夹，如 2020"
    advice = (
        f"现有：{'、'.join(years)}。" if years else "可以用 python generate.py init inputs/年度 放一套空白文件。"
    )
    raise ReportError(error("I01", root, message, advice))


def _init(folder: Path, tell: Teller) -> int:
    from juesuan.year import blank_workbook  # noqa: PLC0415 - nothing else needs it

    made = blank_workbook.init(folder, TEMPLATES / TEXTS)
    for path in made:
        tell.say(f"已生成 {path}")
    kept = [name for name in (WORKBOOK, TEXTS) if folder / name not in made]
    problems = [hint("I02", folder / name, "已经有这个文件，没有动它") for name in kept]
    tell.problems(problems)
    tell.say("填好以后，运行 python generate.py 生成报告。")
    tell.report({"exit_code": DONE, "files": [str(path) for path in made]}, problems)
    return DONE


def _placed(placed: Placed, tell: Teller) -> int:
    tell.problems(placed.problems)
    for path in placed.files:
        tell.say(f"已生成 {short(path)}")
    for line in placed.advice:
        tell.say(line)
    code = DONE if placed.files else NOTHING
    tell.report({"exit_code": code, "files": [str(path) for path in placed.files]}, placed.problems)
    return code


def _told(found: Told, tell: Teller) -> int:
    tell.problems(found.problems)
    if found.rows:
        tell.table(found.head, found.rows)
    for line in found.said:
        tell.say(line)
    tell.report({"exit_code": found.code, **found.data}, found.problems)
    return found.code


def _checked(found: Checked, tell: Teller) -> int:
    tell.problems(found.problems)
    tell.say(f"核对了 {found.figures} 个数；{_counted(found.problems)}；用时 {tell.seconds():.1f} 秒")
    _advise(found.problems, tell)
    code = _code(found.problems)
    tell.report({"exit_code": code, "figures": found.figures}, found.problems)
    return code


def _summary(made: Made, tell: Teller) -> int:
    tell.problems(made.problems)
    if not made.is_new:
        tell.say("与上次相比，填报文件和程序都没有变，成品没有重做。")
    for path in made.files:
        tell.say(f"成品　{short(path)}")
    pages = f"{made.pages} 页，" if made.pages else ""
    printed = f"图 {made.charts} 张，正文中的数 {made.figures} 个"
    tell.say(f"{pages}{printed}；{_counted(made.problems)}；用时 {tell.seconds():.1f} 秒")
    _advise(made.problems, tell)
    code = _code(made.problems)
    files = [str(path) for path in made.files]
    counted = {"new": made.is_new, "pages": made.pages, "figures": made.figures, "charts": made.charts}
    tell.report({"exit_code": code, "files": files, **counted}, made.problems)
    return code


def _code(problems: Sequence[Problem]) -> int:
    return OPEN if any(problem.is_open for problem in problems) else DONE


def _counted(problems: Sequence[Problem]) -> str:
    """How many of each severity are open, and how many are explained."""
    held = [problem for problem in problems if not problem.explained]
    counts = [f"{each.value} {sum(problem.severity is each for problem in held)} 条" for each in Severity]
    explained = len(problems) - len(held)
    return "，".join([*counts, f"已说明 {explained} 条"] if explained else counts)


def _advise(problems: Sequence[Problem], tell: Teller) -> None:
    if any(problem.is_open_error for problem in problems):
        tell.say("有错误没有改正，请改好后重新生成，不要公开这一稿。")
    elif any(problem.is_open for problem in problems):
        tell.say("有警告，请逐条看过、处理好再公开。")


def _refused(problems: Sequence[Problem], options: argparse.Namespace, tell: Teller) -> int:
    tell.problems(problems)
    undone = _UNDONE.get(options.command, "生成")
    tell.say(f"没有{undone}：有 {len(problems)} 处要先改正。原来的成品没有动。")
    tell.report({"exit_code": NOTHING, "files": []}, problems)
    return NOTHING


_UNDONE = {"check": "核对", "template": "复制", "tags": "列出", "history": "列出", "restore": "找回"}


def _reasons(caught: Exception, output: str) -> Sequence[Problem]:
    match caught:
        case ReportError():
            return caught.problems
        case MissingGlyph():
            return (error("G01", f"图“{caught.chart}”", str(caught), "请换一个字，或改用通用的写法。"),)
        case OSError():
            return (_unreachable(caught, output),)
    raise TypeError(caught)


def _unreachable(caught: OSError, output: str) -> Problem:
    reason = _REASONS.get(caught.errno or 0, caught.strerror or str(caught))
    advice = "请检查磁盘空间、文件夹权限，关闭正打开的文件后再试。"
    return error("F03", caught.filename or output, f"文件读写失败（{reason}）", advice)


def _unexpected(output: Path) -> Problem:
    """A fault of the program: its traceback goes into a file for whoever mends it."""
    log = output / "程序出错记录.txt"
    try:
        output.mkdir(parents=True, exist_ok=True)
        log.write_text(traceback.format_exc(), encoding="utf-8")
        advice = f"请把 {log} 和填报文件发给维护人员。"
    except OSError:
        advice = "请联系维护人员。"
    return error("X01", "程序", "程序自身出错，没有生成", advice)
