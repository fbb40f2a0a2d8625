"""The pages of a layout are told while it goes on; it can be ended between two of them."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_NAME = "weasyprint.progress"
_PAGE = "Page %d"
"""The end of the line that weasyprint logs before each page, the first time and when numbers on it are mended."""


@contextmanager
def told(on_page: Callable[[int], None]) -> Iterator[None]:
    """While it lasts, ``on_page`` hears the number of each page that this thread begins to lay out, from 1.

    What it raises ends the layout.
    """
    log, told = logging.getLogger(_NAME), _Told(on_page)
    with _ONE_LEVEL:
        _HEARING.add(told)
        log.addHandler(told)
        log.setLevel(logging.INFO)
        log.propagate = False
    try:
        yield
    finally:
        with _ONE_LEVEL:
            _HEARING.remove(told)
            log.removeHandler(told)
            if not _HEARING:
                log.setLevel(logging.NOTSET)
                log.propagate = True


class _Told(logging.Handler):
    """A log handler that hears of the pages of one thread."""

    def __init__(self, on_page: Callable[[int], None]) -> None:
        super().__init__(logging.INFO)
        self._thread, self._on_page = threading.get_ident(), on_page

    def emit(self, record: logging.LogRecord) -> None:
        is_page = isinstance(record.msg, str) and record.msg.endswith(_PAGE)
        if is_page and record.thread == self._thread and isinstance(record.args, tuple):
            self._on_page(int(str(record.args[0])))


_ONE_LEVEL, _HEARING = threading.Lock(), set[_Told]()
