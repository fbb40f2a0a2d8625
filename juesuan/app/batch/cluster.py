"""Tasks done by a cluster of dask: the only door to distributed, which is an extra.

A cluster on other machines is spoken to by TLS alone: whoever may talk to its scheduler may run programs there.
"""

import ipaddress
import logging
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from juesuan.model.problems import ReportError, error

if TYPE_CHECKING:
    from distributed import Client

Task = TypeVar("Task")
Result = TypeVar("Result")
LOCAL = "local"
"""The address of a cluster that is begun on this machine, and ended with the run."""
_AHEAD = 2
"""How many tasks for each thread of the cluster are on their way before they are begun: they wait as bytes."""
_SAMPLES = "distributed.worker.profile.enabled"
"""The setting by which a worker looks a hundred times a second where it is, for a page that nobody opens here."""
_ALONE = 60
"""The seconds after which a cluster is given up that has no worker: one that was lost is back by then."""
_PATIENCE = "20s"
"""How long a scheduler may take to answer."""


class ClusterGoneError(Exception):
    """The scheduler answers no more; what had come back until then is whole."""


@contextmanager
def joined(address: str, workers: int | None) -> "Iterator[Client]":
    """The cluster at an address, or one of so many processes begun on this machine; it is left at the end.

    Raises ReportError where the address is not safe, nobody answers there, or distributed is not installed.
    """
    where: Any = address if address == LOCAL else _safe(address)
    try:
        import distributed  # noqa: PLC0415 - an extra, and only who asks for a cluster loads it
    except ImportError as caught:
        advice = "请运行 .venv/bin/python -m pip install -r requirements-cluster.txt，见 docs/集群.md。"
        raise ReportError(error("I64", "--cluster", "没有装集群要用的 distributed", advice)) from caught
    _silence()
    with ExitStack() as stack:
        if address == LOCAL:
            where = stack.enter_context(_begun(workers, stack.enter_context(tempfile.TemporaryDirectory())))
        security = _security(address)
        try:
            client = distributed.Client(where, security=security, timeout=_PATIENCE, set_as_default=False)
        except (OSError, TimeoutError, ValueError, RuntimeError) as caught:  # the last: settings that ask for TLS
            advice = "请看调度程序是不是开着、地址和证书对不对，见 docs/集群.md。"
            raise ReportError(error("I65", address, "连不上集群", advice)) from caught
        yield stack.enter_context(client)


def _silence() -> None:
    """Keeps the tracebacks of distributed off the terminal: what fails is told in our own words."""
    for name in ("asyncio", *logging.root.manager.loggerDict):
        if name.partition(".")[0] in {"asyncio", "distributed", "tornado"}:
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _begun(workers: int | None, scratch: str) -> Any:
    """A cluster on this machine alone, a thread a process, without pages of its own and what would be on them."""
    import dask  # noqa: PLC0415 - as above
    from distributed import LocalCluster  # noqa: PLC0415 - as above

    with dask.config.set({_SAMPLES: False}):
        return LocalCluster(
            n_workers=workers or os.cpu_count() or 1, threads_per_worker=1, processes=True, host="127.0.0.1",
            dashboard_address=None, scheduler_kwargs={"dashboard_address": "127.0.0.1:0"}, memory_limit=0,
            local_directory=scratch, silence_logs=logging.CRITICAL,
        )  # fmt: skip


# ---- whom it is safe to talk to


def _safe(address: str) -> str:
    """The address as dask writes it; raises ReportError for one beyond this machine without TLS."""
    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    try:
        is_address = bool(parts.hostname and parts.port)
    except ValueError:
        is_address = False
    if not is_address or parts.scheme not in {"tcp", "tls"}:
        advice = "写 local，或 127.0.0.1:8786，或 tls://机器:8786。"
        raise ReportError(error("I66", "--cluster", f"“{address}”不是集群的地址", advice))
    if parts.scheme == "tcp" and not _is_here(parts.hostname or ""):
        advice = "请照 docs/集群.md 给集群配好证书，写 tls:// 开头的地址。"
        raise ReportError(error("I67", "--cluster", f"{address} 不在本机，又没有加密，不连", advice))
    return parts.geturl()


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _security(address: str) -> Any:
    """The certificates of dask's own settings, for an address with TLS; raises ReportError without them."""
    from distributed import Security  # noqa: PLC0415 - as above

    if not address.startswith("tls://"):
        return None
    security = Security(require_encryption=True)
    if not (security.tls_ca_file and security.tls_client_cert):
        advice = "请照 docs/集群.md 写好 distributed.comm.tls 的 ca-file 和 client 证书。"
        raise ReportError(error("I68", "--cluster", "没有配证书，不能连别的机器", advice))
    return security


# ---- the work


def results(
    client: "Client", work: Callable[[Task], Result], tasks: Iterator[Task]
) -> Iterator[tuple[Task, Result | None]]:
    """Each task with what ``work`` made of it on the cluster, as it ends; None where it ended several workers.

    What a lost worker was doing is done again by another. Tasks are taken from ``tasks`` as they are needed.
    Raises ClusterGoneError where the scheduler answers no more, or has had no worker for a minute.
    """
    sent: dict[Any, Task] = {}

    def send(count: int) -> None:
        some = list(islice(tasks, count))
        futures = client.map(work, some, pure=False) if some else []
        sent.update(zip(futures, some, strict=True))

    try:
        count = _AHEAD * max(1, sum(client.nthreads().values()))
        send(count)
        while sent:
            for future in _ended(client, list(sent)):
                result = _result(future)
                yield sent.pop(future), result
                future.release()
                send(1)
    except _gone() as caught:
        raise ClusterGoneError from caught


def _ended(client: "Client", sent: list[Any]) -> Iterable[Any]:
    """Those of the tasks that have ended, one at least; raises ClusterGoneError where no worker is left."""
    from distributed import wait  # noqa: PLC0415 - as above

    while True:
        try:
            with client.as_current():
                return wait(sent, timeout=_ALONE, return_when="FIRST_COMPLETED").done  # type: ignore[no-any-return]
        except TimeoutError as caught:
            if not client.nthreads():
                raise ClusterGoneError from caught


def _result(future: Any) -> Any:
    from distributed.scheduler import KilledWorker  # noqa: PLC0415 - as above

    try:
        return future.result(timeout=_PATIENCE)
    except KilledWorker:
        return None


def _gone() -> tuple[type[BaseException], ...]:
    import asyncio  # noqa: PLC0415 - as above
    import concurrent.futures  # noqa: PLC0415 - as above

    return (OSError, TimeoutError, RuntimeError, asyncio.CancelledError, concurrent.futures.CancelledError)
