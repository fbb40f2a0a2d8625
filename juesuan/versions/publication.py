"""The last finished report of a year as it was kept, for who publishes it elsewhere, and the folder for that."""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from charts.data import Drawing
from juesuan.model import advised
from juesuan.model.given import Given
from juesuan.model.identity import digest
from juesuan.model.outputs import ASIDE, SITE
from juesuan.model.problems import Problem, ReportError, error, warning
from juesuan.versions import content, folders, kept_drawings, made_folder, placing, store
from juesuan.versions.content import Content
from juesuan.versions.records import Version


class Issued(Struct, frozen=True):
    """A finished report as its version keeps it."""

    year: Path
    """The output folder of the year."""
    version: Version
    said: Content
    docx: bytes
    given: Given
    """The files it was made from."""
    drawings: tuple[Drawing, ...]
    """The drawings of its charts."""

    @property
    def name(self) -> str:
        """What the officer calls the version."""
        return called(self.version)


def called(version: Version) -> str:
    """What the officer calls a version: its number and when it was made."""
    return f"第{version.number}版（{version.made}）"


def issued(year: Path) -> Issued:
    """The last version in a year's output folder that is no draft.

    Raises ReportError where there is none (Y01), or not all that it was made from can be read (Y02).
    """
    made = store.of(year)
    version = store.issued(made)
    if version is None:
        again = advised.command("", year=year.name)
        raise ReportError(error("Y01", year, "还没有定稿：没有一版是没有错误的", f"请改好错误，运行 {again}。"))
    said = content.loaded(store.kept(year, version.content) or b"")
    docx = store.kept(year, version.outputs.get(store.word_file(version), ""))
    given = _given(year, version)
    if said is None or docx is None or given is None:
        message = f"第{version.number}版保存的内容丢失或损坏"
        raise ReportError(error("Y02", year, message, f"请再生成一次：{advised.command('', year=year.name)}。"))
    drawings = (kept_drawings.loaded(store.kept(year, key) or b"") for key in said.drawings.values())
    return Issued(year, version, said, docx, given, tuple(each for each in drawings if each is not None))


def _given(year: Path, version: Version) -> Given | None:
    """The files that a version was made from, last year's in a value of their own; None where one is lost."""
    held = {name: store.kept(year, key) for name, key in version.sources.items()}
    files = {name: data for name, data in held.items() if data is not None}
    if len(files) < len(held):
        return None
    before = f"{int(year.name) - 1}"
    last = {name: data for name, data in files.items() if PurePosixPath(name).parts[0] == before}
    own = {name: data for name, data in files.items() if name not in last}
    earlier = Given(Path(before), {name.partition("/")[2]: data for name, data in last.items()})
    return Given(Path(year.name), own, earlier=(earlier,) if last else ())


def doubts(found: Issued, now: Given | None, *, published: int = 0) -> Iterator[Problem]:
    """What must be known of a finished report that is published; ``now`` are the inputs as they are, if known.

    ``published`` is the number of the version that was published, 0 for this one.
    """
    if published not in {0, found.version.number}:
        message = f"网页和数据是第{published}版的，现在的定稿是{found.name}"
        yield warning(
            "Y09", SITE, message, f"请再做一次：运行 {advised.command('publish', year=found.year.name)}。"
        )
    path = folders.output(found.year, store.word_file(found.version))
    data = placing.held(path) if path.is_file() else None
    again = advised.command("", year=found.year.name)
    if data is not None and digest(data) != digest(found.docx):
        message = f"生成以后被人改过，网页用的是{found.name}，没有这些改动"
        yield warning("Y05", folders.said(found.year, path), message, f"先运行 {again}，改动会带进新的一版。")
    if now is not None and now.digests != found.version.sources:
        message = f"{found.name}以后改过，网页和数据还是那一版的"
        yield warning("Y06", "填报文件", message, f"要用现在的，先运行 {again}。")
    left = sum(problem.is_open for problem in found.said.problems)
    if left:
        message = f"还有 {left} 条意见没有处理"
        yield warning("Y07", found.name, message, "逐条看过、处理好再公开。")


def put(year: Path, made: Mapping[str, bytes]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Puts the files for the site into their folder in that of the year, see ``made_folder.put``."""
    return made_folder.put(year / SITE, year / ASIDE, made)
