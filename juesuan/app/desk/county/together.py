"""What is done for all departments at once at the desk: one thing at a time, which can be stopped."""

import threading
from collections.abc import Callable

from msgspec import Struct, field

from juesuan.model.problems import Problem

CHECK, MAKE, AUDIT = "全部核对", "全部生成", "审读"


class Together(Struct):
    """What runs now, how far it has come, and how the last one ended."""

    what: str = ""
    """What runs; empty for nothing."""
    done: int = 0
    total: int = 0
    is_stopping: bool = False
    """Whether it ends once what is under way is done."""
    ended: str = ""
    """How the last one ended, in words; empty before any has."""
    problems: tuple[Problem, ...] = ()
    """What was told of the last one as a whole."""
    thread: threading.Thread | None = None
    _beginning: threading.Lock = field(default_factory=threading.Lock)

    @property
    def told(self) -> str:
        """What runs and how far it is, in words; empty for nothing."""
        if not self.what:
            return ""
        of_all = f" {self.done}/{self.total}" if self.total else ""
        return f"{self.what}{of_all}{'，正在停：正在做的做完就停' if self.is_stopping else ''}"

    def begin(self, what: str, work: Callable[[], None], over: Callable[[], None]) -> bool:
        """Begins it in a thread of its own; returns whether it does, which it does not while another one runs.

        ``over`` is called once nothing runs any more.
        """
        with self._beginning:
            if self.what:
                return False
            self.what, self.done, self.total, self.is_stopping = what, 0, 0, False
            self.ended, self.problems = "", ()
            self.thread = threading.Thread(target=self._run, args=(work, over), name=what, daemon=True)
            self.thread.start()
            return True

    def _run(self, work: Callable[[], None], over: Callable[[], None]) -> None:
        try:
            work()
        finally:
            self.what, self.is_stopping = "", False
        over()

    def stop(self) -> None:
        """Lets what runs end once what is under way is done."""
        self.is_stopping = bool(self.what)

    def close(self) -> None:
        """Stops and waits until it has ended."""
        self.stop()
        if self.thread is not None:
            self.thread.join()
