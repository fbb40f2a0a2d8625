"""Which template of its own a department uses: taken into use and put aside again, and none of them is lost."""

from datetime import datetime
from pathlib import Path

from juesuan.model import editions
from juesuan.model.problems import ReportError, error
from juesuan.year import started_template

ASIDE = "收起的版式"
"""The folder, in that of the year, of the templates that are no longer used."""


def offers(folder: Path) -> tuple[str, ...]:
    """The places, below the year's ``folder``, of the templates that could be used instead, the newest last."""
    found = sorted(each for each in (folder / ASIDE).glob("*") if _is_template(each))
    first = folder / started_template.FOLDER
    every = (*((first,) if _is_template(first) else ()), *found)
    return tuple(each.relative_to(folder).as_posix() for each in every)


def _is_template(place: Path) -> bool:
    return not place.is_symlink() and any(
        (place / name).is_file() for name in (editions.TEMPLATE, editions.TABLES)
    )


def put_aside(folder: Path, now: datetime) -> Path:
    """The place that 版式 was moved to, so that the form's own wording is used. Raises ReportError (K83, K84)."""
    own = folder / editions.OWN
    if not own.is_dir() or own.is_symlink():
        raise ReportError(error("K83", editions.OWN, "没有本单位的版式，不用换回", "请刷新这一页再看。"))
    place = folder / ASIDE / f"{editions.OWN}（{now:%Y-%m-%d %H%M%S}）"
    place.parent.mkdir(exist_ok=True)
    _move(own, place)
    return place


def take(folder: Path, name: str) -> None:
    """Moves the offered template of that place to 版式, where it is used. Raises ReportError (K83, K84)."""
    own = folder / editions.OWN
    if name not in offers(folder):
        raise ReportError(error("K83", name, "没有这一份版式了", "请刷新这一页再看。"))
    if own.exists() or own.is_symlink():
        advice = "请先点“换回统一的版式”，再用这一份。"
        raise ReportError(error("K83", editions.OWN, "已经有本单位的版式，没有动它", advice))
    _move(folder / name, own)


def _move(place: Path, to: Path) -> None:
    try:
        place.rename(to)
    except OSError as caught:
        advice = "请在 Word 或 WPS 里关闭里面的文件，再点一次。"
        raise ReportError(error("K84", place.name, "动不了，什么也没有改", advice)) from caught
