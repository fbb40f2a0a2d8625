"""The commands about the folder of a year: begun, filled in from other files, with words and a form of its own."""

from functools import partial
from pathlib import Path

from juesuan.app import summary
from juesuan.app.command_line import Asked, Command
from juesuan.model import advised, editions, identity, outputs
from juesuan.model.outcome import OPEN, Placed
from juesuan.model.problems import BLANK, ReportError, error, hint
from juesuan.model.year_folder import TEXTS, WORKBOOK


def _new(asked: Asked) -> int:
    from juesuan.app import next_year  # noqa: PLC0415 - a command loads what it needs

    return summary.of_files(next_year.made(asked.inputs, asked.output, int(asked.named)), asked.tell)


def _import(asked: Asked) -> int:
    from juesuan.app import importing  # noqa: PLC0415 - as above

    paths, year = [Path(each) for each in asked.words], asked.year_number
    wish = importing.Wish(paths, year, partial(_folder_of_import, asked), asked.dry_run, asked.yes)
    return importing.run(wish, asked.tell)


def _folder_of_import(asked: Asked, year: int | None) -> Path:
    """The folder that official tables of a year go into; it need not be there yet. Raises as ``folder``."""
    wanted = asked.year or (str(year) if year else None)
    if wanted is None or (asked.year is None and advised.holds_workbook(asked.inputs)):
        return asked.folder
    return asked.inputs / wanted


def _start(asked: Asked) -> int:
    from juesuan.app import starting  # noqa: PLC0415 - as above

    wish = starting.StartWish(Path(asked.named), asked.inputs, asked.year_number, asked.dry_run, asked.yes)
    return starting.run(wish, asked.tell)


def _terms(asked: Asked) -> int:
    from juesuan.app import terms  # noqa: PLC0415 - as above

    return terms.run(asked.folder, asked.tell, dry_run=asked.dry_run, yes=asked.yes)


def _confirm(asked: Asked) -> int:
    from juesuan.app import confirm  # noqa: PLC0415 - as above

    if not (asked.words or asked.all):
        return summary.of_look_up(confirm.told(asked.folder), asked.tell)
    if asked.words and asked.all:
        raise ReportError(error("S22", "--all", "写了编号就不要再写 --all；一格也没有确认", "两样只写一样。"))
    return summary.of_look_up(confirm.confirmed(asked.folder, asked.words, asked.by), asked.tell)


def _init(asked: Asked) -> int:
    from juesuan import year  # noqa: PLC0415 - as above

    folder = asked.named_folder
    made = year.first_year.make(folder)
    kept = [folder / name for name in (WORKBOOK, TEXTS) if folder / name not in made]
    problems = tuple(hint("I02", path, "已经有这个文件，没有动它") for path in kept)
    advice = (f"填好以后，运行 {advised.on_folder('', folder)} 生成报告。",)
    return summary.of_files(Placed(made, problems, advice), asked.tell)


def _template(asked: Asked) -> int:
    from juesuan import year  # noqa: PLC0415 - as above

    return summary.of_files(Placed(*year.own_template.copy(asked.named_folder)), asked.tell)


def _edition(asked: Asked) -> int:
    from juesuan.app import edition  # noqa: PLC0415 - as above

    return summary.of_look_up(edition.told(asked.named, asked.inputs), asked.tell)


def _tags(asked: Asked) -> int:
    from juesuan import figures, reading, versions, web, wording  # noqa: PLC0415 - as above
    from juesuan.versions import files  # noqa: PLC0415 - as above

    given = reading.given(asked.folder)
    accounts, _, noticed = reading.numbers(given)
    if accounts.gaps:
        raise ReportError(*(each for each in noticed if each.code == BLANK))
    words, untold = wording.tried(accounts, figures.figures_of(accounts))
    edition = editions.of(given, accounts.department.edition.text)
    page = web.tags_page(identity.about(accounts), edition, accounts, words.tags)
    place = asked.output / str(accounts.department.year) / outputs.place(outputs.TAGS)
    with versions.rerun.alone(asked.output, asked.tell.say):
        made = files.write(place, page)
    told = *noticed, *untold
    done = summary.of_files(Placed((made,), told, ("用浏览器打开它，按 Ctrl+F 查找。",)), asked.tell)
    return OPEN if any(problem.is_open_error for problem in told) else done


OF_A_YEAR = (
    Command(
        "new",
        "由上一年的填报文件做出下一年的：上年数填好，其余留空，文字待确认。",
        _new,
        (),
        "年度",
        r"20\d\d",
    ),
    Command(
        "start",
        "由上一年公开的决算报告（.docx、.pdf）做出下一年的文件夹：上年数、名称、项目、文字、名词都从报告里取，"
        "先列出每个数，问过再做（退出码：0 都读懂了，1 有没读懂的，2 什么也没有做）。",
        _start,
        ("dry_run", "yes", "quiet"),
        "报告",
        undone="做",
    ),
    Command(
        "import",
        "把决算软件导出的表、公开的附表（.xls、.xlsx、.docx、.pdf）里的数填进工作簿：先列出每一格，问过再写"
        "（退出码：0 都填好了，1 有没取的表或原来填的不同，2 什么也没有写）。",
        _import,
        ("dry_run", "yes", "quiet"),
        "文件",
        undone="导入",
        takes_several=True,
    ),
    Command(
        "terms",
        "提出报告要解释、名词解释表里还没有的名词和参考写法，问过再写进表里，每条标着〔待确认〕"
        "（退出码：0 都有了，1 有的没有参考写法，2 什么也没有写）。",
        _terms,
        ("dry_run", "yes", "quiet"),
        undone="写",
    ),
    Command(
        "confirm",
        "列出程序提出的、还没有确认的格（年度、版式、名称、年初结转和结余、名词解释）；"
        "后面写编号或格（如 1 3 5-9 〔收入支出〕B5）或 --all，就是看过、确认了。",
        _confirm,
        ("all", "by", "json"),
        "编号",
        r"\d{1,6}([-–—~～至]\d{1,6})?|〔?[一-鿿]+[〕!！]?[A-Za-z]{1,2}\d{1,4}",
        undone="确认",
        takes_several=True,
        may_stand_alone=True,
    ),
    Command(
        "init",
        "在指定文件夹里放一套空白的决算数据.xlsx 和文字材料.docx，年度、版式、名词已经提出；"
        "只写年度，就放在 inputs/年度。",
        _init,
        (),
        "文件夹",
    ),
    Command(
        "template",
        "把报告的版式复制到这一年的文件夹里，供本单位修改语句；只写年度，就是 inputs/年度。",
        _template,
        (),
        "文件夹",
        undone="复制",
    ),
    Command(
        "edition",
        "整个核对一个版式：设置、语句、附表，彼此合不合，什么也不做；写版式的名称、年度（本单位的版式）或文件夹"
        "（退出码：0 可以用，1 有要改的，2 没有这个版式）。",
        _edition,
        ("json",),
        "版式",
        undone="核对",
    ),
    Command(
        "tags",
        "列出版式和文字材料里可以用的全部标签：意思、例子、现在是什么、用在哪里。",
        _tags,
        undone="列出",
    ),
)
"""What is done about the folder of a year, in the order of the help."""
