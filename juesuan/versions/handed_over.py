"""What lies in 交付 while the report is a draft: the files of the last report that was none."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from juesuan.model import outputs
from juesuan.model.identity import digest
from juesuan.model.outputs import AIDS, CHECK_REPORT, HANDOVER
from juesuan.model.problems import Problem, warning
from juesuan.versions import folders, placing, store
from juesuan.versions.records import Version


def last(year: Path, versions: tuple[Version, ...]) -> Mapping[str, bytes]:
    """The files of the last finished report by name, with the PDF that is kept; none where there is none."""
    issued = store.issued(versions)
    named = issued.outputs if issued else {}
    held = {name: store.kept(year, key) for name, key in named.items() if name not in {*AIDS, CHECK_REPORT}}
    return {name: data for name, data in held.items() if data is not None and not outputs.is_draft(name)}


def said(year: Path, versions: tuple[Version, ...]) -> Iterator[Problem]:
    """The warning (F08) that 交付 holds another report than the draft that was made last; none without either."""
    issued = store.issued(versions) if versions[-1].is_draft else None
    path = folders.output(year, store.word_file(issued)) if issued else None
    if path is None or not path.is_file():
        return
    key = digest(placing.held(path) or b"")
    made = (each for each in reversed(versions) if not each.is_draft and each.outputs.get(path.name) == key)
    found = next(made, None)
    which = f"第 {found.number} 版的定稿（{found.made}）" if found else "以前的定稿，是人工改过的"
    message = f"里面仍是{which}，不是这次的草稿“{store.word_file(versions[-1])}”"
    yield warning("F08", HANDOVER, message, "改正错误再生成，没有错误了才换成新的；草稿不要交出去。")
