"""Files dropped on the program: a year's own make its report, finished ones are audited; none is the desk."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from juesuan.app import summary
from juesuan.app.batch import departments
from juesuan.app.command_line import Asked
from juesuan.model import advised, outputs
from juesuan.model.outcome import NOTHING
from juesuan.model.problems import Problem, ReportError, error
from juesuan.model.year_folder import SUFFIXES, TEXTS, WORKBOOK, WORKBOOK_STEM

_ONE = "请一次只拖一年的工作簿，或者只拖做好的报告。"


def run(asked: Asked) -> int:
    """Does what the files behind the command are for, and shows where the result lies; returns the exit code.

    Raises ReportError for a workbook that is not a year's, and for what cannot be done at one go.
    """
    if not asked.words:
        return _desk(asked)
    paths = [Path(each) for each in asked.words]
    if len(paths) == 1 and (not _year_folder(paths[0])) and departments.holds_any(paths[0]):
        return _county(paths[0], asked)
    folders = sorted({folder for path in paths if (folder := _year_folder(path))})
    if folders and (len(folders) > 1 or not all(map(_year_folder, paths))):
        raise ReportError(error("K60", paths[0], "拖来的不都是一回事，什么也没有做", _ONE))
    if folders:
        return _made(folders[0], asked)
    if wrong := [_strange(path) for path in paths if path.is_dir() or path.suffix.lower() in SUFFIXES]:
        raise ReportError(*wrong)
    return _audited(paths, asked)


def _desk(asked: Asked) -> int:
    from juesuan.app.desk import serving  # noqa: PLC0415 - a dropped file needs none

    return serving.serve(asked)


def _county(folder: Path, asked: Asked) -> int:
    from juesuan.app.desk.county import site  # noqa: PLC0415 - as above

    return site.serve(asked, folder)


def _year_folder(path: Path) -> Path | None:
    """The folder of the year whose workbook or texts the file is, or that it is itself; None for others."""
    if path.is_dir():
        return path if advised.holds_workbook(path) else None
    is_workbook = path.stem == WORKBOOK_STEM and path.suffix.lower() in SUFFIXES
    is_texts = path.name == TEXTS and advised.holds_workbook(path.parent)
    return path.parent if is_workbook or is_texts else None


def _strange(path: Path) -> Problem:
    if path.is_dir():
        return error("K61", path, f"这个文件夹里没有 {WORKBOOK}", "请拖一年的填报文件夹，或里面的工作簿。")
    advice = (
        f"它要是填报工作簿，请改名为 {WORKBOOK}，放在以年度命名的文件夹里；它要是决算软件导出的表、公开的附表，"
        "请在工作台的“数据”里导入。"
    )
    return error("K62", path, "这个工作簿不叫决算数据，不知道是哪一年的填报文件", advice)


def _made(folder: Path, asked: Asked) -> int:
    is_usual = folder.resolve().parent == asked.inputs.resolve()
    with advised.working_on(asked.inputs if is_usual else folder, asked.output):
        made = asked.make(folder, asked.output, asked.tell, office=asked.which_by_office)
        code = summary.of_report(made, asked.tell)
    year = made.files[0].relative_to(asked.output).parts[0]
    _show(asked.output / year, asked)
    return code


def _audited(paths: Sequence[Path], asked: Asked) -> int:
    from juesuan.app import audit  # noqa: PLC0415 - the report of a year needs none

    code = audit.audit(paths, asked.output, asked.year_number, asked.tell)
    if code != NOTHING:
        _show(asked.output / outputs.AUDITS, asked)
    return code


def _show(folder: Path, asked: Asked) -> None:
    """Opens the folder where somebody looks at the terminal; what lies in it was told already."""
    from juesuan.app.desk import opening  # noqa: PLC0415 - where nobody looks nothing is opened

    if asked.tell.console:
        with suppress(ReportError):
            opening.open_with_system(folder)
