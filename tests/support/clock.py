"""The clock of another place or moment: what is said of days and hours does not hang on where the tests run."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from typing import Self

import pytest
from xlsxwriter import core

from juesuan.app import seen
from juesuan.versions import keep


@contextmanager
def zone(name: str) -> Iterator[None]:
    """The time zone of this process meanwhile, such as ``Asia/Shanghai``; the variable alone changes nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", name)
        time.tzset()
        yield
    time.tzset()


class _Stopped(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls(2022, 3, 1, 1, 30, tzinfo=UTC).astimezone(tz)


@contextmanager
def stopped() -> Iterator[None]:
    """One moment of 2022 for workbooks, versions and what was seen: made again, they are the same bytes."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (core, keep, seen):
            patch.setattr(module, "datetime", _Stopped)
        yield
