"""What the desk knows of a year: the last check, kept until a file is saved, the version, the run now."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from juesuan.app import earlier, summary
from juesuan.app.command_line import Check, Make
from juesuan.app.desk import stamps
from juesuan.app.desk.events import Events
from juesuan.app.desk.speaker import Overtaken, Speaker
from juesuan.app.desk.stamps import Stamp
from juesuan.app.desk.unfinished import Unfinished
from juesuan.app.desk.ways_back import WentBack
from juesuan.model.edit import UNDECIDED, Decided
from juesuan.model.outcome import Checked, Office
from juesuan.model.problems import BLANK, Problem, ReportError, error

if TYPE_CHECKING:
    from juesuan.versions.content import Content
    from juesuan.versions.records import Version


def gone(folder: Path) -> Problem:
    """The problem of a folder that was there and is not any more."""
    advice = "请把它放回原处，这一页就恢复；已经换了地方的，请关闭工作台，到新的地方再打开。"
    return error("K43", folder, "这个文件夹不在了：移走了、改了名，或者删去了", advice)


class Known(Struct, frozen=True):
    """What is known of a year while its files are as the stamps say."""

    inputs: Stamp
    outputs: Stamp
    checked: Checked | None
    """The check; None where the workbook cannot be read."""
    refused: tuple[Problem, ...] = ()
    """Why there is no check."""
    last: "Version | None" = None
    """The last version that was made; None where there is none yet."""
    said: "Content | None" = None
    """What the report of that version says; None where there is none that can be read."""
    is_current: bool = False
    """Whether that version is what a run would make of the files as they are."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is to be told of the year now: just what decides about the exit code of a run."""
        if self.is_current and self.said:
            return self.said.problems
        return self.checked.problems if self.checked else self.refused

    @property
    def faults(self) -> tuple[Problem, ...]:
        """What keeps the workbook from being read whole: its faults, or its cells that must be filled in."""
        if self.checked is None:
            return self.refused
        return tuple(each for each in self.checked.problems if each.code == BLANK)


class Preview(Struct, frozen=True):
    """The report that a run would make of the files as they are, before anybody has it made."""

    said: "Content | None"
    """What it says, without pages; None where none can be made."""
    refused: tuple[Problem, ...] = ()
    """Why none can be made."""


class YearState(Struct):
    """A year at the desk; its methods may be called from any thread."""

    year: int
    folder: Path
    """The folder of its inputs."""
    output: Path
    """The folder of the outputs of all years."""
    make: Make
    check: Check
    events: Events
    unfinished: Unfinished = field(default_factory=Unfinished)
    refused: tuple[Problem, ...] = ()
    """Why the last run made no report; empty where it made one."""
    running: str = ""
    """What runs now, such as 生成; empty for nothing."""
    went_back: list[WentBack] = field(default_factory=list)
    """The numbers of edits that were written into the workbook, so that each can be taken out again."""
    _refused_of: Stamp = ()
    """The stamp of the files of which it made none."""
    _known: Known | None = None
    _looking: threading.RLock = field(default_factory=threading.RLock)
    _running: threading.Lock = field(default_factory=threading.Lock)
    _preview: tuple[Known, Preview] | None = None
    """The last preview, with what was known when it was made."""
    _previewing: threading.Lock = field(default_factory=threading.Lock)

    @property
    def outputs(self) -> Path:
        """The folder that its outputs are put into."""
        return self.output / str(self.year)

    def known(self) -> Known:
        """What is known of the year now: it is checked first where a file was saved since the last check."""
        with self._looking:
            while True:
                inputs = stamps.of_inputs(self.folder, self.output)
                kept = self._known
                if kept is None or kept.inputs != inputs:
                    try:
                        kept = self._looked(inputs)
                    except Overtaken:
                        continue
                    self._known = self._with_report(kept, stamps.of_outputs(self.outputs))
                elif kept.outputs != (outputs := stamps.of_outputs(self.outputs)):
                    self._known = self._with_report(kept, outputs)
                assert self._known is not None  # noqa: S101 - it was kept, or has just been found
                return self._known

    def preview(self) -> Preview:
        """The report of the files as they are now; made anew, and nothing written, where one was saved since."""
        with self._previewing:
            while True:
                known = self.known()
                if self._preview is None or self._preview[0] is not known:
                    try:
                        self._preview = known, self._composed(known)
                    except Overtaken:
                        continue
                    self.events.tell(self.year, "composed")
                return self._preview[1]

    @property
    def is_stale(self) -> bool:
        """Whether a file was saved since the last check."""
        kept = self._known
        return kept is None or kept.inputs != stamps.of_inputs(self.folder, self.output)

    def begin(self, decided: Decided = UNDECIDED, *, office: Office | None = None) -> bool:
        """Begins to make the report in a thread of its own; returns whether it does: one run at a time.

        ``decided`` says which edits by hand are given up, and which are taken back; ``office``: which
        reports LibreOffice lays out, where not as the desk was asked.
        """
        if not self._running.acquire(blocking=False):
            return False
        self.running = "生成"
        self.events.tell(self.year, "making")
        run = partial(self.make, decided=decided, **({} if office is None else {"office": office}))
        threading.Thread(target=self._made, args=(run,), name=f"生成 {self.year}", daemon=True).start()
        return True

    def why_not_made(self, known: Known) -> tuple[Problem, ...]:
        """Why the last run made no report of the files as they are; empty where it made one."""
        return self.refused if self._refused_of == known.inputs else ()

    def _made(self, run: Callable[[Path, Path, Speaker], object]) -> None:
        """Makes the report, anew where a newer save has overtaken it, and tells how it ended."""
        try:
            with self.unfinished.noted(f"生成 {self.year} 年度的报告"):
                while self._is_overtaken(stamps.of_inputs(self.folder, self.output), run):
                    self.events.tell(self.year, "overtaken")
        finally:
            self.running = ""
            self._running.release()
        self.events.tell(self.year, "refused" if self.refused else "made")

    def _is_overtaken(self, inputs: Stamp, run: Callable[[Path, Path, Speaker], object]) -> bool:
        """Makes the report once; returns whether it ended early because a file was saved anew."""
        try:
            if not self.folder.is_dir():  # a run would make the folders anew, where nobody looks for them
                raise ReportError(gone(self.folder))
            run(self.folder, self.output, self.speaker(inputs))
        except Overtaken:
            return True
        except Exception as caught:  # noqa: BLE001 - as on the command line: an officer cannot read a traceback
            self.refused, self._refused_of = tuple(summary.reasons(caught, self.output)), inputs
        else:
            self.refused = ()
        return False

    def speaker(self, inputs: Stamp) -> Speaker:
        """The voice of what is made of the files of that stamp: it ends where one of them is saved anew."""
        return Speaker(self.events, self.year, lambda: stamps.of_inputs(self.folder, self.output) != inputs)

    def _looked(self, inputs: Stamp) -> Known:
        """The year checked; raises Overtaken where a file is saved anew meanwhile."""
        try:
            before = partial(earlier.earlier, self.output, self.folder)
            checked = self.check(self.folder, self.speaker(inputs), before)
        except Overtaken:
            raise
        except Exception as caught:  # noqa: BLE001 - as above
            return Known(inputs, (), None, tuple(summary.reasons(caught, self.output)))
        return Known(inputs, (), checked)

    def _composed(self, known: Known) -> Preview:
        """The report composed; raises Overtaken where a file is saved anew meanwhile."""
        if known.checked is None:
            return Preview(None, known.refused)
        from juesuan.app import composing  # noqa: PLC0415 - loaded with the first preview

        try:
            return Preview(composing.preview(known.checked.given, self.output, self.speaker(known.inputs)))
        except Overtaken:
            raise
        except Exception as caught:  # noqa: BLE001 - as above
            return Preview(None, tuple(summary.reasons(caught, self.output)))

    def _with_report(self, found: Known, outputs: Stamp) -> Known:
        """The same with the version that stands, if there is any."""
        if not self.outputs.is_dir():
            return Known(found.inputs, outputs, found.checked, found.refused)
        from juesuan.versions import content, rerun, store  # noqa: PLC0415 - loaded with the first version

        standing = rerun.standing(found.checked.given, self.output) if found.checked else None
        last = standing.version if standing else next(iter(reversed(store.of(self.outputs))), None)
        said = standing.said if standing else content.last(self.outputs)
        return Known(found.inputs, outputs, found.checked, found.refused, last, said, is_current=bool(standing))
