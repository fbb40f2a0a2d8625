"""The desks of single departments, opened from the table: each in this process, on a port of its own.

Whatever is true of a desk that was started alone is true of these: one for a folder, with a token of its own.
"""

import queue
import threading
from functools import partial

from msgspec import Struct, field

from juesuan.app.batch.departments import DepartmentFolder
from juesuan.app.desk import serving, site
from juesuan.app.desk.desk import Desk
from juesuan.app.desk.serving import Server
from juesuan.model import advised
from juesuan.model.problems import ReportError, error

_PATIENCE = 30
"""The seconds in which a desk has begun, or another one has answered."""


class OpenedDesks(Struct):
    """The desks that run in this process, by the names of the folders of their departments."""

    running: dict[str, tuple[Server, threading.Thread]] = field(default_factory=dict)
    _opening: threading.Lock = field(default_factory=threading.Lock)

    def address(self, department: DepartmentFolder, county: Desk, above: str) -> str:
        """The first address of the desk of a department, which is opened where it is not yet.

        ``above`` is the address of the table, to which the desk leads back. Raises ReportError where somebody
        else has it open, or where it does not begin.
        """
        with self._opening:
            server, thread = self.running.get(department.name, (None, None))
            if server and thread and thread.is_alive():
                return server.address
            return self._begun(department, county, above)

    def _begun(self, department: DepartmentFolder, county: Desk, above: str) -> str:
        desk = Desk(department.inputs.resolve(), department.output.resolve(), county.make, county.check, above)
        told: queue.Queue[Server | str | Exception] = queue.Queue()
        thread = threading.Thread(target=_run, args=(desk, told), name=f"工作台 {department.name}", daemon=True)
        thread.start()
        try:
            begun = told.get(timeout=_PATIENCE)
        except queue.Empty:
            advice = "请稍等再点一次；还是这样，请关闭全县的工作台，重新打开。"
            raise ReportError(error("K05", department.name, "这个单位的工作台没有打开", advice)) from None
        match begun:
            case Server() as server:
                self.running[department.name] = server, thread
                return server.address
            case str(address):
                return address
            case Exception() as caught:
                raise caught
        raise AssertionError

    def close(self) -> None:
        """Ends all of them and waits for it."""
        for server, _ in self.running.values():
            server.should_exit = True
        for _, thread in self.running.values():
            thread.join()


def _run(desk: Desk, told: "queue.Queue[Server | str | Exception]") -> None:
    """Serves a desk until it is ended; what comes of its beginning is put into the queue."""
    with advised.working_on(desk.inputs, desk.output):
        try:
            if address := serving.served(desk, partial(site.site, desk), told.put):
                told.put(address)
        except (ReportError, OSError) as caught:
            told.put(caught)
