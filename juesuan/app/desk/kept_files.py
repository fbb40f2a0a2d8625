"""The files of the versions, as they are kept: they are served from there, whatever lies in the folders by now."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from juesuan.app.desk import safety
from juesuan.app.desk.year_state import YearState
from juesuan.model import outputs
from juesuan.versions import store
from juesuan.versions.records import Version
from juesuan.year import correction


def version(folder: Path, number: int) -> Version:
    """The version of that number in a year's output folder. Raises HTTPException 404 where there is none."""
    found = next((each for each in store.of(folder) if each.number == number), None)
    if found is None:
        raise HTTPException(404, f"没有第{number}版。")
    return found


def published(made: Version) -> Iterator[str]:
    """The names of the files of a version that are for others: Word, PDF, public tables, also those of a draft."""
    for name in made.outputs:
        if outputs.is_handed_over(name) or (outputs.is_draft(name) and outputs.ARCHIVE not in name):
            yield name


def address(year: int, number: int, name: str) -> str:
    """Where a file of a version is served."""
    return f"/{year}/第{number}版/{quote(name)}"


def answer(folder: Path, number: int, name: str) -> Response:
    """A file of a version as an answer. Raises HTTPException 404 where it is not kept or is of no known kind."""
    made = version(folder, number)
    suffix = Path(name).suffix.lower()
    data = store.kept(folder, made.outputs[name]) if name in made.outputs else None
    if data is None or suffix not in safety.KINDS:
        raise HTTPException(404, "这一版没有这个文件，或者它已经丢失。")
    shown = "inline" if suffix in {".pdf", ".html"} else "attachment"
    headers = {"content-disposition": f"{shown}; filename*=UTF-8''{quote(name, safe='')}"}
    if suffix == ".html":  # a page to be sent has its own style and script; here it runs in a box without rights
        headers["content-security-policy"] = safety.BOXED
    return Response(data, headers=headers, media_type=safety.KINDS[suffix])


def copy_named(request: Request, year: YearState) -> str:
    """The name of the copy of the workbook that a correction has just kept, if the address names one."""
    name = request.query_params.get("copy", "")
    try:
        return safety.inside(year.folder / correction.KEPT, name).name if name else ""
    except HTTPException:
        return ""
