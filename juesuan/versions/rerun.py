"""One run at a time in an output folder, and none at all where nothing has changed since the last."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from msgspec import Struct

from juesuan import PRODUCT
from juesuan.model.given import Given
from juesuan.model.identity import digest
from juesuan.model.outcome import Made
from juesuan.model.problems import ReportError, error
from juesuan.model.trends import FILE
from juesuan.versions import content, folders, handed_over, keep, moving, placing, returned, store
from juesuan.versions.content import Content
from juesuan.versions.placing import Known
from juesuan.versions.records import Version

_HINDERED = ("P01", "P06")
"""The problems with which a version does not stand: without Pango it has no PDF, or only a plain one."""
_LOCK = f".{PRODUCT}.lock"
_YEARS = "[0-9][0-9][0-9][0-9]"
_LONGEST_WAIT = 600
"""The seconds that a run waits for another one; none takes a tenth of that."""


@contextmanager
def alone(output: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Keeps all other runs out of the folder ``output`` meanwhile; ``say`` is called where it has to wait for one.

    What a killed run has left half written is removed first; what an earlier program has left is moved into the
    folders of now, and that is said, too. Raises ReportError where the other run does not end, OSError where the
    folder cannot be written to.
    """
    output.mkdir(parents=True, exist_ok=True)
    lock = FileLock(output / _LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        say("另一个窗口正在生成这里的报告，等它做完……")
        try:
            lock.acquire(timeout=_LONGEST_WAIT)
        except Timeout as caught:
            advice = "请关闭那个窗口，或重新启动电脑后再试。"
            raise ReportError(error("F06", output, "另一个窗口一直在生成报告，等不到它结束", advice)) from caught
    try:
        for year in output.glob(_YEARS):
            store.sweep(year)
            for line in moving.moved(year):
                say(line)
        yield
    finally:
        lock.release()


class Standing(Struct, frozen=True):
    """The last version where a new run would only make it again: same inputs, same program."""

    folder: Path
    """The output folder of its year."""
    version: Version
    said: Content
    """The content of its report."""
    outputs: Mapping[str, bytes]
    """Its outputs by name."""


def standing(given: Given, output: Path) -> Standing | None:
    """The last version of a year in ``output``, if it was made of just these inputs by this program, else None.

    None also where one of its outputs was edited by hand or is lost, where a file was given back that no run has
    read, where it has no proper PDF, where an earlier year beside it says something else by now, or where an input
    cannot be read.
    """
    if given.unread:
        return None
    sources = given.digests
    for year in sorted(output.glob(_YEARS)):
        found = store.of(year)
        for version in () if store.last_damaged(year) else found[-1:]:
            if version.sources == sources and version.program == store.program():
                standing = _standing(year, version, store.written(year, found))
                return standing if standing and _is_as_told(standing, given) else None
    return None


def said(found: Standing | None) -> str:
    """The words in the line of the step: which version stands, or that something has changed."""
    return f"与第 {found.version.number} 版相同，不用重做" if found else "有变化"


def _standing(year: Path, version: Version, known: Known) -> Standing | None:
    """The version with its outputs; None where one was edited by hand or is lost, or a better PDF may come."""
    said = content.loaded(store.kept(year, version.content) or b"")
    if said is not None and any(problem.code in _HINDERED for problem in said.problems):
        return None
    issued = handed_over.last(year, store.of(year)) if version.is_draft else {}
    paths = {name: folders.output(year, name) for name in (*version.outputs, *issued)}
    there = {name: placing.held(path) for name, path in paths.items() if path.exists()}
    if said is None or any(data is not None and digest(data) not in known[name] for name, data in there.items()):
        return None
    if any(file.data for file in returned.fresh(year, known, said.seen)):
        return None
    outputs = dict[str, bytes]()
    for name, key in version.outputs.items():
        data = there.get(name)
        if data is None or digest(data) != key:
            data = store.kept(year, key)
        if data is None:
            return None
        outputs[name] = data
    return Standing(year, version, said, outputs)


def _is_as_told(found: Standing, given: Given) -> bool:
    """Whether a run would tell of the earlier years beside the report just what the version has told of them."""
    if FILE not in given.files:
        return True
    from juesuan.checks import years_beside as rule  # noqa: PLC0415 - few reports have earlier years beside them
    from juesuan.reading import years_on_file  # noqa: PLC0415 - as above
    from juesuan.versions import years_beside  # noqa: PLC0415 - as above

    year = int(found.folder.name)
    noted = years_on_file.read(given, year, [])
    now = rule.changed(noted, years_beside.now(found.folder, given.folder, noted), year)
    told = [each.message for each in found.said.problems if each.code in {one.code for one in rule.RULES}]
    return [each.message for each in now] == told


def put_back(found: Standing) -> Made:
    """Puts the outputs of the version into their places where they are missing; returns what the run told then."""
    files, told = keep.placed(found.folder, found.outputs, store.of(found.folder))
    said = found.said
    return Made(files, len(said.sheets), said.printed, said.charts, (*said.problems, *told), is_new=False)
