"""What a report is called, who made it and when, and the seal that says what it was made from."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime

from msgspec import Struct

from juesuan.model.accounts import Accounts
from juesuan.model.digests import digest

__all__ = ["DRAFT", "DRAFT_SUFFIX", "About", "Seal", "about", "beside", "digest", "short"]

_LONGEST = 60
"""Letters of the department's name in the name of a file."""
DRAFT = "草稿"
"""The word at the head of every page of a report in which an error is open."""
DRAFT_SUFFIX = f"（{DRAFT}）"
"""What the names of the files of such a report end with."""


class About(Struct, frozen=True):
    """What the Word file and the PDF say of themselves."""

    title: str
    author: str
    created: datetime
    """With a time zone; also the date of the last change, so that two runs give the same bytes."""
    header: str = ""
    """What stands at the top of every page, such as 草稿; empty for nothing."""
    file_name: str = ""
    """The name of the report's files, without suffix."""
    language: str = "zh-CN"
    origin: str = ""
    """The digest of all that the report is made from, see ``seal.origin``; empty before that is known."""
    program: str = ""
    """The short digest of the program that made it; empty likewise."""


def beside(about: About, words: str) -> str:
    """The name, without suffix, of a file that belongs to the report: like the report's own, with ``words``."""
    stem = about.file_name.removesuffix(DRAFT_SUFFIX)
    return f"{stem}{words}{about.file_name.removeprefix(stem)}"


def about(accounts: Accounts, *, is_draft: bool = False) -> About:
    """What the report of a department says of itself; ``is_draft`` where an error is open in it.

    The publication date or, without one, the last day of the year stands for the moment of making.
    """
    department = accounts.department
    day = department.published_on or date(department.year, 12, 31)
    name = department.name.text
    return About(
        title=f"{name}{department.year}年度{department.called}决算",
        author=name,
        created=datetime(day.year, day.month, day.day, tzinfo=UTC),
        file_name=f"{_file_name(accounts)}{DRAFT_SUFFIX if is_draft else ''}",
        header=DRAFT if is_draft else "",
    )


def _file_name(accounts: Accounts) -> str:
    """Unit, year and kind, without the characters that Windows forbids in names."""
    unit = re.sub(r'[\\/:*?"<>|\s]+', "_", accounts.department.name.text).strip("._")[:_LONGEST]
    return f"{unit}{accounts.department.year}年度{accounts.department.called}决算"


_SHORT = 12
"""Digits of a digest where another file of the same kind is not looked for, only a change of this one."""


class Seal(Struct, frozen=True):
    """The seal of a finished file: what the file says of its own making."""

    origin: str
    """The digest of all that the file was made from."""
    program: str
    """The short digest of the program that made it."""
    told: Mapping[str, str]
    """The digests of what the file said when it was made: of its text, and of all that stands beside the text."""
    is_review: bool = False
    """Whether it is that of a review copy: then comments are left out of what stands beside the text."""


def short(key: str) -> str:
    """The first digits of a digest, as many as a person compares."""
    return key[:_SHORT]
