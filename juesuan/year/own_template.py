"""版式: the files of the edition beside the inputs, copied there for the department to change."""

from functools import partial
from pathlib import Path

from juesuan.model import advised, editions
from juesuan.model.problems import Problem, ReportError, error, hint
from juesuan.reading import files, inputs, workbook
from juesuan.year import half_made


def _advice(folder: Path) -> tuple[str, ...]:
    return (
        f"用 Word 打开“{editions.OWN}”里的 {editions.TEMPLATE}，改字，"
        "不要动花括号 {{ }}、{% %} 和里面的标签；",
        f"保存、关闭，再运行 {advised.on_folder('', folder)}，报告就用改过的语句。",
        f"要换回统一的版式，删除“{editions.OWN}”文件夹。",
    )


def copy(folder: Path) -> tuple[tuple[Path, ...], tuple[Problem, ...], tuple[str, ...]]:
    """The files put into 版式 of the year's ``folder``, what there is to say, and what to do next, in lines.

    A file that is there already is left alone, and is an error where nothing was left to copy.
    Raises ReportError where there is no such folder, OSError where it cannot be written to.
    """
    if not folder.is_dir():
        advice = f"可以先运行 {advised.command('init', folder)} 放一套空白文件。"
        raise ReportError(error("I01", folder, "没有这个文件夹", advice))
    name, told = edition(folder)
    shipped, place = editions.named(name), folder / editions.OWN
    wanted = {place / file.name: file for file in (shipped.template, shipped.tables, shipped.settings)}
    writers = {
        path.name: partial(Path.write_bytes, data=file.data) for path, file in wanted.items() if not path.exists()
    }
    made = half_made.put(place, writers)
    say = hint if made else error
    advice = "它就是生成报告时用的；要重新复制，请先把它改名或移走。"
    left = (say("I03", path, "已经有这个文件，没有动它", advice) for path in wanted if path not in made)
    return made, (told, *left), _advice(folder)


def edition(folder: Path) -> tuple[str, Problem]:
    """The name of the edition that the workbook names, or else of the newest, and a hint (I04) which it is."""
    newest = editions.newest().name
    try:
        given = files.given(folder)
        book, data = inputs.workbook_of(given)
        name = workbook.read(book, data, []).department.edition.text
    except ReportError:
        return newest, hint("I04", folder, f"没有读得懂的工作簿，采用最新的“{newest}”版式")
    if name not in editions.NAMES:
        message = f"“基本信息”里没有写明版式，采用最新的“{newest}”版式"
        return newest, hint("I04", folder / book, message, f"可以填：{'、'.join(editions.NAMES)}。")
    return name, hint("I04", folder / book, f"版式是“{name}”")
