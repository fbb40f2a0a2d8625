"""What the desk is doing, noted on the disk while it does it: after it was cut off, the next one says where."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct, field


class Unfinished(Struct):
    """What is being done now, and what was when the last desk of the same folders was cut off."""

    place: Path | None = None
    """The file that it is noted in; None where nothing can be kept."""
    left: tuple[str, ...] = ()
    """What the last desk had not finished, such as 生成 2020 年度的报告, until the officer has taken note."""
    _now: list[str] = field(default_factory=list)
    _writing: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, place: Path | None) -> None:
        """Reads what the last desk had not finished, and notes what is done from now on in the same file."""
        self.place = place
        with suppress(OSError, UnicodeError):
            self.left = tuple(place.read_text(encoding="utf-8").splitlines()) if place else ()

    @contextmanager
    def noted(self, words: str) -> Iterator[None]:
        """Notes that this is being done, until it is done or has failed."""
        self._note(self._now.append, words)
        try:
            yield
        finally:
            self._note(self._now.remove, words)

    def known(self) -> None:
        """Forgets what the last desk had not finished: the officer knows."""
        self.left = ()
        self._note(lambda _: None, "")

    def _note(self, change: Callable[[str], None], words: str) -> None:
        with self._writing:
            change(words)
            lines = (*self.left, *self._now)
            if self.place is not None:
                with suppress(OSError):
                    _write(self.place, lines)


def _write(place: Path, lines: tuple[str, ...]) -> None:
    if not lines:
        place.unlink(missing_ok=True)
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("\n".join(dict.fromkeys(lines)), encoding="utf-8")
