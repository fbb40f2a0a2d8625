"""The clock of another place: what the program says of days and hours does not hang on where the tests run."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def zone(name: str) -> Iterator[None]:
    """The time zone of this process meanwhile, such as ``Asia/Shanghai``; the variable alone changes nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", name)
        time.tzset()
        yield
    time.tzset()
