"""What a first report would have to load is loaded while the first page is looked at."""

import gc
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from juesuan.app.desk.desk import Desk


def begin(desk: "Desk") -> None:
    """Loads it in a thread of its own, once for a desk; whoever asks for a page meanwhile gets it."""
    if desk.warming.acquire(blocking=False):
        threading.Thread(target=_load, args=(desk,), name="预备", daemon=True).start()


def _load(desk: "Desk") -> None:
    """Composes a text of the years that are open and asks whether a PDF could be laid out, for what both load."""
    from juesuan import pdf  # noqa: PLC0415 - this is what takes its time

    for state in tuple(desk.kept.values()):
        with suppress(Exception):  # it fails again, and is told, where somebody asks for it
            state.preview()
    with suppress(Exception):
        pdf.readiness()
    gc.collect()
    gc.freeze()  # it stays for good: no search for garbage need look at it, which takes a tenth of a run
