"""The command line: it is read by argparse and answered in Chinese; no failure ends in a traceback."""

import argparse
import io
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from juesuan import PRODUCT
from juesuan.app import summary
from juesuan.app.command_line import Asked, Check, Command, Make
from juesuan.app.commands import COMMANDS
from juesuan.app.teller import Teller
from juesuan.model import advised, system_failures
from juesuan.model.outcome import DONE, NOTHING, OPEN

_ABOUT = f"{PRODUCT}：由决算数据工作簿和文字材料生成部门决算公开报告（Word 和 PDF）。"
_CODES = "退出码：0 没有未决问题；1 有错误或警告待处理；2 填报文件读不懂，什么也没有生成。"


class _Parser(argparse.ArgumentParser):
    """A parser of arguments that says its errors and its help in Chinese."""

    def error(self, message: str) -> NoReturn:
        choice = re.search(r"choice: '(.+?)'", message)
        missing = re.search(r"required: (.+)", message)
        named = choice or missing or re.search(r"arguments?:? ([^:]+)", message)
        which = f" {named[1]}" if named else ""
        sys.stderr.write(f"命令写错了：{_in_chinese(message)}{which}\n用法：{_usage()}\n")
        raise SystemExit(NOTHING)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "用法：", 1)


class _Release(argparse.Action):
    """Says which version of the program this is; nothing else is done."""

    def __call__(self, *_: object) -> NoReturn:
        from juesuan.model import release  # noqa: PLC0415 - hardly ever asked for

        sys.stdout.write(f"{PRODUCT} {release.number()}\n")
        raise SystemExit(DONE)


def _usage() -> str:
    return "\n      ".join(command.usage for command in COMMANDS)


def _in_chinese(message: str) -> str:
    known = {"unrecognized": "不认识的参数", "expected one": "参数后面缺内容", "invalid": "参数内容不对"}
    known |= {"not allowed": "这两个参数不能同时用", "required": "缺少参数"}
    return next((words for key, words in known.items() if key in message), "请对照用法")


def main(arguments: Sequence[str], make: Make, check: Check) -> int:
    """Runs the command that ``arguments`` ask for and returns its exit code, 0, 1 or 2, see ``model.outcome``.

    ``make`` and ``check`` are the two corridors of the program. Whatever happens, nothing is raised and the
    officer reads Chinese.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console of another code page must not end the run
    try:
        command, options = _parsed(arguments)
    except SystemExit as done:
        return int(done.code or DONE)
    given = {name: value for name, value in vars(options).items() if name in _ASKED and value is not None}
    tell = Teller(quiet=options.quiet, as_json=options.json)
    try:
        with advised.working_on(options.inputs, options.output):
            code = _run(command, Asked(make, check, tell, tuple(options.words), **given))
        sys.stdout.flush()
    except OSError as caught:
        return _unheard(caught)
    return code


_OWN = (
    "office",
    "no_office",
    "all",
    "by",
    "dry_run",
    "yes",
    "address",
    "workers",
    "cluster",
    "check_only",
    "attach",
)
"""The options that only some commands have."""
_ASKED = ("year", "inputs", "output", *_OWN)


def _run(command: Command, asked: Asked) -> int:
    try:
        return command.run(asked)
    except KeyboardInterrupt:
        sys.stderr.write(f"\n已中断。每份成品都是完整的，再{command.undone}一次即可。\n")
        return NOTHING
    except Exception as caught:  # noqa: BLE001 - the last line of defence: an officer cannot read a traceback
        reasons = summary.reasons(caught, asked.output, writes=command.writes)
        return summary.of_refusal(reasons, command.undone, asked.tell)
    finally:
        asked.tell.close()


def _unheard(caught: OSError) -> int:
    """Says on the other stream that the result could not be told; returns 1: silence must not pass for success."""
    reason = system_failures.reason(caught)
    with suppress(OSError):
        sys.stderr.write(f"结果写不出来（{reason}）。请腾出空间，或不要把输出转存到文件，再运行一次。\n")
    with suppress(OSError):  # or Python says so once more when it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return OPEN


def _parsed(arguments: Sequence[str]) -> tuple[Command, argparse.Namespace]:
    parser = _Parser(
        usage=_usage(),
        description="\n".join((_ABOUT, *(_line(command) for command in COMMANDS), "", _CODES)),
        add_help=False,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    _add_options(parser, default=None)
    words = parser.add_subparsers(dest="command", metavar="命令", parser_class=_Parser, title="命令")
    for command in (each for each in COMMANDS[1:] if each.name in arguments):
        word = words.add_parser(command.name, usage=command.usage, description=command.about, add_help=False)
        _add_options(word, default=argparse.SUPPRESS)
        if command.named:
            count = "*" if command.may_stand_alone else "+" if command.takes_several else 1
            word.add_argument_group("内容").add_argument("words", metavar=command.named, nargs=count)
    parser.set_defaults(words=())
    options = parser.parse_args(arguments)
    command = next(each for each in COMMANDS if each.name == (options.command or ""))
    for each in _OWN:
        if getattr(options, each) and each not in command.takes:
            parser.error(f"argument --{each.replace('_', '-')}: not allowed with {command.name}")
    if wrong := [each for each in options.words if not re.fullmatch(command.pattern, each)]:
        parser.error(f"argument {wrong[0]}: invalid")
    return command, options


def _line(command: Command) -> str:
    return f"{command.name} {command.about}".strip()


def _add_options(parser: argparse.ArgumentParser, default: str | None) -> None:
    """Gives a parser the options, which may stand before or behind the command.

    Behind the command ``default`` is SUPPRESS, so that an option not written there leaves one before it alone.
    """
    group = parser.add_argument_group("选项")
    switch = default or False
    group.add_argument("-h", "--help", action="help", help="显示这个说明")
    group.add_argument("--version", action=_Release, nargs=0, help="这是哪一版程序")
    group.add_argument("--year", metavar="年度", default=default, help="生成哪一年；默认是 inputs 里最新的一年")
    for name, what, place in (
        ("inputs", "填报文件在哪里", advised.INPUTS),
        ("output", "成品放到哪里", advised.OUTPUT),
    ):
        words = f"{what}；默认 {place.name}"
        group.add_argument(f"--{name}", metavar="文件夹", type=Path, default=default or place, help=words)
    pages = group.add_mutually_exclusive_group()
    words = "LibreOffice 把 Word 也排一遍，对页码（多用几秒）；默认只在交付时，装了才对"
    pages.add_argument("--office", action="store_true", default=switch, help=words)
    pages.add_argument("--no-office", action="store_true", default=switch, help="交付时也不对页码")
    words = "seen：还没有看过的数，全都看过了；confirm：还没有确认的格，全都确认"
    group.add_argument("--all", action="store_true", default=switch, help=words)
    group.add_argument(
        "--by",
        metavar="姓名",
        default=default or "",
        help="seen、confirm：看过、确认的人，记在看过.toml、提出的格.toml 里；可以不写",
    )
    words = "只列出要改哪些格，什么也不写"
    group.add_argument("--dry-run", action="store_true", default=switch, help=words)
    group.add_argument("--yes", action="store_true", default=switch, help="不再问，列出以后就写")
    words = "desk：只写出地址，不打开浏览器"
    group.add_argument("--address", action="store_true", default=switch, help=words)
    _add_options_of_many(group, default, switch=switch)
    sound = group.add_mutually_exclusive_group()
    sound.add_argument("--quiet", action="store_true", default=switch, help="只报告错误和警告")
    sound.add_argument("--json", action="store_true", default=switch, help="以 JSON 输出结果，供其他程序读取")


def _add_options_of_many(group: "argparse._ArgumentGroup", default: str | None, *, switch: bool | str) -> None:
    """The options of what is done for many departments at once."""
    words = "batch、audit：同时用几个进程；默认有几个处理器用几个"
    group.add_argument("--workers", metavar="个数", type=_workers, default=default, help=words)
    words = "batch、audit：由集群来做；local 是在本机开一个，别的机器上的写 tls://地址:端口"
    group.add_argument("--cluster", metavar="地址", default=default or "", help=words)
    words = "batch：只核对、不生成"
    group.add_argument("--check-only", action="store_true", default=switch, help=words)
    words = "trends：这一年的报告后面附上以前各年的数，记在那一年的历年数.toml 里"
    group.add_argument("--attach", metavar="年度", default=default or "", help=words)


_MOST_WORKERS = 64


def _workers(words: str) -> int:
    number = int(words)
    if not 1 <= number <= _MOST_WORKERS:
        raise ValueError(words)
    return number
