"""Files beside the one that is looked for: of another name or format, and what to do to have them read."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from juesuan.model.given import Given
from juesuan.model.year_folder import SUFFIXES, TEXTS, WORKBOOK_STEM

_TABLES = (".xlsm", ".xlsb", ".xltx", ".xlt", ".et", ".ett", ".fods", ".numbers")
_DOCUMENTS = (".doc", ".docm", ".dotx", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".pages")
_TEXT = PurePosixPath(TEXTS).suffix


def workbooks(given: Given) -> tuple[str, ...]:
    """The names of the files of the year's folder that may be its workbook, the likeliest first."""
    return _likely(given, (*SUFFIXES, *_TABLES), WORKBOOK_STEM)


def texts(given: Given) -> tuple[str, ...]:
    """The names of the files of the year's folder that may be its texts, the likeliest first."""
    return _likely(given, (_TEXT, *_DOCUMENTS), PurePosixPath(TEXTS).stem)


def _likely(given: Given, suffixes: tuple[str, ...], stem: str) -> tuple[str, ...]:
    readable = {*given.files, *given.unread}
    found = [name for name, _ in given.inside(".") if _suffix(name) in suffixes]
    # What is called like a file that can be read, and was not, is a folder.
    found = [name for name in found if name in readable or _suffix(name) not in SUFFIXES]
    named = [name for name in found if stem in name]
    return tuple(sorted(named or found, key=lambda name: PurePosixPath(name).stem != stem))


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def advice(names: tuple[str, ...], wanted: str) -> str:
    """What to do about the files that may be the one ``wanted``; empty where there are none."""
    return "".join(_advice(names, wanted))


def _advice(names: tuple[str, ...], wanted: str) -> Iterator[str]:
    if not names:
        return
    shown = "、".join(f"“{name}”" for name in names)
    suffix = _suffix(names[0])
    target = f"{PurePosixPath(wanted).stem}{suffix}"
    yield f"现有的{shown}是不是它？" if len(names) == 1 else f"现有{shown}，是不是其中一个？"
    if suffix in {*SUFFIXES, _TEXT}:
        yield f"请改名为 {target}。"
    else:
        yield f"{suffix} 程序读不了：请用 WPS 或 Office 打开“{names[0]}”，另存为 {wanted}，放在同一个文件夹里。"
