"""What is said of 交付 while the report is a draft."""

from pathlib import Path

import pytest

from juesuan.model.identity import digest
from juesuan.versions import handed_over, store
from juesuan.versions.records import Version
from tests.support import output_folder

WORD, DRAFT, PDF, PAGE = "报告.docx", "报告（草稿）.docx", "报告（存档）.pdf", "核对报告.html"


def keep(year: Path, *reports: tuple[str, bytes]) -> tuple[Version, ...]:
    """A version for each of these Word files."""
    for number, (name, data) in enumerate(reports, 1):
        files = {name: data, PDF if name == WORD else "报告（存档）（草稿）.pdf": b"pdf", PAGE: b"page"}
        version = Version(
            number=number,
            made=f"2026-11-{number:02d} 09:30:00",
            cause="更正",
            is_draft=name == DRAFT,
            program="p",
            sources={},
            outputs={each: digest(held) for each, held in files.items()},
            content=digest(b""),
        )
        store.add(year, version, {digest(held): held for held in files.values()})
    return store.of(year)


def said(year: Path, versions: tuple[Version, ...], lying: bytes | None) -> list[str]:
    if lying is not None:
        path = output_folder.place(year, WORD)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(lying)
    return [str(problem) for problem in handed_over.said(year, versions)]


def told(which: str) -> str:
    advice = "改正错误再生成，没有错误了才换成新的；草稿不要交出去。"
    return f"警告 F08　交付：里面仍是{which}，不是这次的草稿“{DRAFT}”　→ {advice}"


@pytest.mark.parametrize(
    ("lying", "which"),
    [
        (b"second", "第 2 版的定稿（2026-11-02 09:30:00）"),
        (b"first", "第 1 版的定稿（2026-11-01 09:30:00）"),
        (b"edited", "以前的定稿，是人工改过的"),
    ],
)
def test_a_draft_says_which_report_lies_there(tmp_path: Path, lying: bytes, which: str) -> None:
    versions = keep(tmp_path, (WORD, b"first"), (WORD, b"second"), (DRAFT, b"third"))
    assert said(tmp_path, versions, lying) == [told(which)]


def test_of_versions_that_are_the_same_it_is_the_last(tmp_path: Path) -> None:
    versions = keep(tmp_path, (WORD, b"same"), (DRAFT, b"other"), (WORD, b"same"), (DRAFT, b"fourth"))
    assert said(tmp_path, versions, b"same") == [told("第 3 版的定稿（2026-11-03 09:30:00）")]


@pytest.mark.parametrize(
    ("reports", "lying"),
    [
        (((DRAFT, b"first"),), None),
        (((WORD, b"first"), (DRAFT, b"second")), None),
        (((DRAFT, b"first"), (WORD, b"second")), b"second"),
    ],
    ids=["nothing was finished", "nothing lies there", "no draft"],
)
def test_nothing_is_said_where_there_is_nothing_to_say(
    tmp_path: Path, reports: tuple[tuple[str, bytes], ...], lying: bytes | None
) -> None:
    assert said(tmp_path, keep(tmp_path, *reports), lying) == []


def test_the_files_of_the_last_finished_report_are_those_that_the_draft_has_none_of(tmp_path: Path) -> None:
    versions = keep(tmp_path, (WORD, b"first"), (DRAFT, b"second"))
    assert handed_over.last(tmp_path, versions) == {WORD: b"first", PDF: b"pdf"}
