"""The commands of the program, the making of a report among them: what each is called, takes and does."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from juesuan.app import summary
from juesuan.app.teller import Teller
from juesuan.model import advised, editions, identity, outputs
from juesuan.model.accounts import Accounts
from juesuan.model.corrections import FormerOf, FormerPrints
from juesuan.model.outcome import OPEN, Checked, Made, Placed
from juesuan.model.problems import ReportError, error, hint
from juesuan.model.year_folder import TEXTS, WORKBOOK


class Make(Protocol):
    """The function that makes the report of a year, see ``generate.make``."""

    def __call__(
        self,
        folder: Path,
        output: Path,
        tell: Teller,
        /,
        *,
        by_office: bool = False,
        dropped: Collection[int] = (),
    ) -> Made:
        """The report made from a year's ``folder``, with its files in ``output``; raises ReportError.

        ``by_office``: LibreOffice computes the page numbers. ``dropped``: numbers of edits by hand to be given up.
        """


Check = Callable[[Path, Teller, FormerOf], Checked]
"""The function that checks the year in a folder and makes nothing, see ``generate.check``."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A command line as the officer wrote it; options that the command does not take have their defaults."""

    make: Make
    check: Check
    tell: Teller
    words: tuple[str, ...] = ()
    """The words behind the command: a folder, a year, a number, a file or several; none where it takes none."""
    year: str | None = None
    """The year in four digits; None for the newest."""
    inputs: Path = advised.INPUTS
    """The folder that holds the folders of the years, or one of these."""
    output: Path = advised.OUTPUT
    """The folder that the outputs of all years are put into."""
    office: bool = False
    """Whether LibreOffice computes the page numbers of the contents."""
    all: bool = False
    """Whether all numbers that were not looked at yet are confirmed."""
    by: str = ""
    """Who has looked at them."""
    dry_run: bool = False
    """Whether only what would be changed is shown."""
    yes: bool = False
    """Whether what is shown is also written, without a question."""

    def former(self, accounts: Accounts) -> FormerPrints:
        """How the figures were printed in the versions that were made of a year; none where there are none yet."""
        made = self.output / str(accounts.department.year)
        if not made.is_dir():
            return {}
        from juesuan import versions  # noqa: PLC0415 - most checks are made before there is any

        return versions.former.former(made)

    @property
    def named(self) -> str:
        """The one word behind the command."""
        return self.words[0]

    @property
    def folder(self) -> Path:
        """The folder of the year asked for, or of the newest; ``inputs`` itself where that holds a workbook.

        Raises ReportError where there is no such folder.
        """
        if self.year is None and advised.holds_workbook(self.inputs):
            return self.inputs
        years = _years(self.inputs)
        if self.year in years or (self.year is None and years):
            return self.inputs / (self.year or years[-1])
        message = f"没有 {self.year} 年度的文件夹" if self.year else "里面没有以年度命名的文件夹，如 2020"
        advice = f"现有：{'、'.join(years)}。" if years else self._begin()
        raise ReportError(error("I01", self.inputs, message, advice))

    def _begin(self) -> str:
        """What to do where there is no year at all: the accounts of last year are those that are made now."""
        year = self.year or str(datetime.now(UTC).year - 1)
        return f"可以运行 {advised.command('init', self.inputs / year)} 放一套空白文件。"

    @property
    def named_folder(self) -> Path:
        """The folder that was named; a year alone names its folder in ``inputs``, where the program looks."""
        return self.inputs / self.named if re.fullmatch(r"20\d\d", self.named) else Path(self.named)


def _years(inputs: Path) -> list[str]:
    found = inputs.glob("[0-9][0-9][0-9][0-9]") if inputs.is_dir() else ()
    return sorted(each.name for each in found if each.is_dir())


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the program: its word, its options, and the function that runs it."""

    name: str
    """The word that calls it; empty for the making of a report, which needs none."""
    about: str
    """The line on it in the help."""
    run: Callable[[Asked], int]
    """The function that does it, tells the officer of it, and returns the exit code."""
    also: tuple[str, ...] = ()
    """The options it has beside those of ``advised.OPTIONS``, by their keys in ``USAGE``."""
    named: str = ""
    """The name, in the help, of the word that must stand behind it; empty where none may."""
    pattern: str = ".*"
    """The regular expression that the word behind it must match as a whole."""
    undone: str = "生成"
    """The verb for what has not been done where it is refused, as in 没有生成."""
    takes_several: bool = False
    """Whether more than one such word may stand behind it."""
    may_stand_alone: bool = False
    """Whether the word behind it may be left out."""

    @property
    def takes(self) -> tuple[str, ...]:
        """The options it has, by their keys in ``USAGE``."""
        return (*advised.OPTIONS[self.name], *self.also)

    @property
    def writes(self) -> bool:
        """Whether it puts something into the folder of outputs."""
        return "output" in self.takes and "json" not in self.takes

    @property
    def usage(self) -> str:
        """The line that shows how the command is written, with all its options."""
        named = f"{self.named}…" if self.takes_several else self.named
        named = f"[{named}]" if self.may_stand_alone else named
        words = (advised.program(), self.name, named, *(USAGE[each] for each in self.takes))
        return " ".join(filter(None, words))


USAGE = {
    "year": "[--year 年度]",
    "inputs": "[--inputs 文件夹]",
    "output": "[--output 文件夹]",
    "office": "[--office]",
    "all": "[--all]",
    "by": "[--by 姓名]",
    "dry_run": "[--dry-run]",
    "yes": "[--yes]",
    "quiet": "[--quiet | --json]",
    "json": "[--json]",
}


def _make(asked: Asked) -> int:
    made = asked.make(asked.folder, asked.output, asked.tell, by_office=asked.office)
    return summary.of_report(made, asked.tell)


def _check(asked: Asked) -> int:
    return summary.of_check(asked.check(asked.folder, asked.tell, asked.former), asked.tell)


def _seen(asked: Asked) -> int:
    from juesuan.app import seen  # noqa: PLC0415 - as above

    if not (asked.words or asked.all):
        return summary.of_look_up(seen.told(asked.folder, asked.output), asked.tell)
    if asked.words and asked.all:
        raise ReportError(error("S13", "--all", "写了编号就不要再写 --all；一个也没有确认", "两样只写一样。"))
    found = seen.confirmed(asked.folder, asked.output, asked.words, asked.by, asked.tell)
    return summary.of_look_up(found, asked.tell)


def _drop(asked: Asked) -> int:
    made = asked.make(asked.folder, asked.output, asked.tell, dropped=(int(asked.named),))
    return summary.of_report(made, asked.tell)


def _new(asked: Asked) -> int:
    from juesuan.app import next_year  # noqa: PLC0415 - a command loads what it needs

    return summary.of_files(next_year.made(asked.inputs, asked.output, int(asked.named)), asked.tell)


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


def _tags(asked: Asked) -> int:
    from juesuan import figures, reading, versions, web, wording  # noqa: PLC0415 - as above
    from juesuan.versions import files  # noqa: PLC0415 - as above

    given = reading.given(asked.folder)
    accounts, _, noticed = reading.numbers(given)
    words, untold = wording.tried(accounts, figures.figures_of(accounts))
    edition = editions.of(given, accounts.department.edition.text)
    page = web.tags_page(identity.about(accounts), edition, accounts, words.tags)
    place = asked.output / str(accounts.department.year) / outputs.TAGS
    with versions.rerun.alone(asked.output, asked.tell.say):
        made = files.write(place, page)
    told = *noticed, *untold
    done = summary.of_files(Placed((made,), told, ("用浏览器打开它，按 Ctrl+F 查找。",)), asked.tell)
    return OPEN if any(problem.is_open_error for problem in told) else done


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


def _audit(asked: Asked) -> int:
    from juesuan.app import audit  # noqa: PLC0415 - as above

    return audit.audit([Path(each) for each in asked.words], asked.output, _asked_year(asked), asked.tell)


def _import(asked: Asked) -> int:
    from juesuan.app import importing  # noqa: PLC0415 - as above

    paths, year = [Path(each) for each in asked.words], _asked_year(asked)
    wish = importing.Wish(paths, year, partial(_folder_of_import, asked), asked.dry_run, asked.yes)
    return importing.run(wish, asked.tell)


def _terms(asked: Asked) -> int:
    from juesuan.app import terms  # noqa: PLC0415 - as above

    return terms.run(asked.folder, asked.tell, dry_run=asked.dry_run, yes=asked.yes)


def _folder_of_import(asked: Asked, year: int | None) -> Path:
    """The folder that official tables of a year go into; it need not be there yet. Raises as ``folder``."""
    wanted = asked.year or (str(year) if year else None)
    if wanted is None or (asked.year is None and advised.holds_workbook(asked.inputs)):
        return asked.folder
    return asked.inputs / wanted


def _asked_year(asked: Asked) -> int | None:
    """The year that was asked for as a number; raises ReportError for what is none."""
    if asked.year and not re.fullmatch(r"20\d\d", asked.year):
        raise ReportError(error("I01", "--year", f"“{asked.year}”不是年度", "请写四位数字，如 2020。"))
    return int(asked.year) if asked.year else None


COMMANDS = (
    Command(
        "",
        "不带参数时，用 inputs 里最新一年的数据，生成到 output/年度/。",
        _make,
        ("office", "quiet"),
    ),
    Command(
        "check",
        "只核对、不生成，几乎不用等，适合一边填一边用。",
        _check,
        ("quiet",),
        undone="核对",
    ),
    Command(
        "new",
        "由上一年的填报文件做出下一年的：上年数填好，其余留空，文字待确认。",
        _new,
        (),
        "年度",
        r"20\d\d",
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
        "tags",
        "列出版式和文字材料里可以用的全部标签：意思、例子、现在是什么、用在哪里。",
        _tags,
        undone="列出",
    ),
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
        "audit",
        "审读做好的报告（本单位的或别人的，.docx、.pdf、.html、.txt，不要工作簿）：数对不对得上、格式全不全，"
        "写成审读报告。",
        _audit,
        ("quiet",),
        "文件",
        undone="审读",
        takes_several=True,
    ),
)
"""All commands in the order of the help; the first is the one without a word."""
