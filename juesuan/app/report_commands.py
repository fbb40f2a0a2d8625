"""The commands about a report: making and checking it, its numbers, its versions, and any finished one."""

from functools import partial
from pathlib import Path

from juesuan.app import earlier, summary
from juesuan.app.command_line import Asked, Command
from juesuan.model.edit import Decided
from juesuan.model.problems import ReportError, error
from juesuan.model.program_folders import ROOT


def _make(asked: Asked) -> int:
    made = asked.make(asked.folder, asked.output, asked.tell, office=asked.which_by_office)
    return summary.of_report(made, asked.tell)


def _check(asked: Asked) -> int:
    before = partial(earlier.earlier, asked.output, asked.folder)
    return summary.of_check(asked.check(asked.folder, asked.tell, before), asked.tell)


def _seen(asked: Asked) -> int:
    from juesuan.app import seen  # noqa: PLC0415 - a command loads what it needs

    if not (asked.words or asked.all):
        return summary.of_look_up(seen.told(asked.folder, asked.output), asked.tell)
    if asked.words and asked.all:
        raise ReportError(error("S13", "--all", "写了编号就不要再写 --all；一个也没有确认", "两样只写一样。"))
    found = seen.confirmed(asked.folder, asked.output, asked.words, asked.by, asked.tell)
    return summary.of_look_up(found, asked.tell)


def _drop(asked: Asked) -> int:
    decided = Decided((int(asked.named),))
    made = asked.make(asked.folder, asked.output, asked.tell, office=asked.which_by_office, decided=decided)
    return summary.of_report(made, asked.tell)


def _history(asked: Asked) -> int:
    from juesuan.versions import history  # noqa: PLC0415 - as above

    return summary.of_look_up(history.told(asked.output, asked.year), asked.tell)


def _restore(asked: Asked) -> int:
    from juesuan.versions import history, rerun  # noqa: PLC0415 - as above

    with rerun.alone(asked.output, asked.tell.say):
        found = history.restored(asked.output, int(asked.named), asked.year)
    return summary.of_look_up(found, asked.tell)


def _verify(asked: Asked) -> int:
    from juesuan.versions import verify  # noqa: PLC0415 - as above

    return summary.of_look_up(verify.told(Path(asked.named), asked.output), asked.tell)


def _publish(asked: Asked) -> int:
    from juesuan.app import publishing  # noqa: PLC0415 - as above

    return summary.of_look_up(publishing.told(asked), asked.tell)


def _trends(asked: Asked) -> int:
    from juesuan.app import side_by_side  # noqa: PLC0415 - as above

    return summary.of_look_up(side_by_side.told(asked), asked.tell)


def _audit(asked: Asked) -> int:
    paths = [Path(each) for each in asked.words]
    folders = [each for each in paths if each.is_dir()]
    if len(paths) == 1 and folders:
        from juesuan.app.batch import auditing  # noqa: PLC0415 - as above

        return auditing.run(asked, paths[0])
    if folders:
        advice = "把要一起审读的放在同一个文件夹里，只写这个文件夹；或者只写文件。"
        raise ReportError(error("I71", folders[0], "文件夹不能和别的一起写，一份也没有审读", advice))
    if asked.workers is not None or asked.cluster:
        advice = "去掉它，几份文件会一份接一份地审读；份数多的，放在一个文件夹里，写这个文件夹。"
        option = "--cluster" if asked.cluster else "--workers"
        raise ReportError(error("I72", option, "只有审读一个文件夹时才能用，一份也没有审读", advice))
    from juesuan.app import audit  # noqa: PLC0415 - as above

    return audit.audit(paths, asked.output, asked.year_number, asked.tell)


def _open(asked: Asked) -> int:
    from juesuan.app import opened_files  # noqa: PLC0415 - as above

    return opened_files.run(asked)


def _verify_program(asked: Asked) -> int:
    from juesuan.app import program_check  # noqa: PLC0415 - as above

    return summary.of_look_up(program_check.told(ROOT), asked.tell)


MAKING = (
    Command(
        "",
        "不带参数时，用 inputs 里最新一年的数据，成品放进 output/年度/交付/，其余放进 output/年度/留存/。",
        _make,
        ("office", "no_office", "quiet"),
    ),
    Command(
        "check",
        "只核对、不生成，几乎不用等，适合一边填一边用。",
        _check,
        ("quiet",),
        undone="核对",
    ),
)
"""The making of a report, and the check that makes nothing, in the order of the help."""


MADE = (
    Command(
        "seen",
        "列出手写的、没有任何一格能证明、还没有人看过的数；后面写编号（如 1 3 5-9）或 --all，就是看过了。",
        _seen,
        ("all", "by", "json"),
        "编号",
        r"\d{1,6}([-–—~～至]\d{1,6})?",
        undone="确认",
        takes_several=True,
        may_stand_alone=True,
    ),
    Command("drop", "放弃一处在成品 Word 里的人工修改（编号见提示），重新生成。", _drop, (), "编号", r"\d{1,9}"),
    Command(
        "history",
        "列出一年的各个版本：时间、起因、变了哪些数。",
        _history,
        ("json",),
        undone="列出",
    ),
    Command(
        "restore",
        "找回某一版的成品和填报文件，放进新的文件夹，不动现在的。",
        _restore,
        (),
        "版本号",
        r"[1-9]\d{0,8}",
        "找回",
    ),
    Command(
        "verify",
        "查验一份 Word 或 PDF：是不是本程序做的，做好以后有没有改过，改在哪里"
        "（退出码：0 没有改，1 改过，2 认不出）。",
        _verify,
        ("json",),
        "文件",
    ),
    Command(
        "publish",
        "把最近一次没有错误的报告做成网页，连同公开数据（CSV、JSON）、数据说明和目录条目，"
        "放进 output/年度/公开网页/（退出码：0 可以公开，1 还有没有处理的，2 没有定稿）。",
        _publish,
        ("json",),
        undone="做",
    ),
    Command(
        "trends",
        "把各年的主要数并排：每年的定稿、上年数，后面写的和 inputs/历年报告/ 里的旧报告（.docx、.pdf），"
        "做成网页和表，放进 output/历年对比/；--attach 年度：那一年的报告后面附上历年对比"
        "（退出码：0 都读到了，1 有没读到的，2 一年也没有）。",
        _trends,
        ("attach", "json"),
        "报告",
        undone="做",
        takes_several=True,
        may_stand_alone=True,
    ),
    Command(
        "audit",
        "审读做好的报告（本单位的或别人的，.docx、.pdf、.html、.txt，不要工作簿）：数对不对得上、格式全不全，"
        "写成审读报告；写一个文件夹，里面的一起审读，另做一张汇总表。",
        _audit,
        ("workers", "cluster", "quiet"),
        "文件",
        undone="审读",
        takes_several=True,
    ),
    Command(
        "open",
        "拖到程序上的文件：填报工作簿，就生成那一年的报告；做好的报告，就审读；做完打开结果所在的文件夹；"
        "放着各单位文件夹的文件夹，就打开全县的工作台；没有文件，就打开工作台。",
        _open,
        ("quiet",),
        "文件",
        undone="打开",
        may_stand_alone=True,
        takes_several=True,
    ),
    Command(
        "verify-program",
        "查程序的文件与发布时是不是一样（退出码：0 一样，1 有不同，2 没有清单）。",
        _verify_program,
        ("json",),
        undone="查",
    ),
)
"""What is done about numbers, edits and versions of reports, in the order of the help."""
