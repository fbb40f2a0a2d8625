"""Tasks done by the processes of this machine: each lives through many of them, and what it has loaded stays."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
_AHEAD = 2
"""How many tasks for each process are handed out before they are begun."""
_TRIES = 2


def results(
    work: Callable[[Task], Result],
    tasks: Sequence[Task],
    workers: int | None,
    interrupted: Callable[[], None] = lambda: None,
) -> Generator[tuple[Task, Result | None], None, None]:
    """Each task with what ``work`` made of it, as it ends; None where its process was ended from outside.

    A task that was under way when that happened is done again, alone; only where its own process then ends twice
    is there no result. Where the caller stops, tasks under way are finished, others not begun; where Ctrl+C stops
    it, ``interrupted`` is called before that.
    """
    left: Sequence[Task] = tuple(tasks)
    count = workers or os.cpu_count() or 1
    while left:
        under_way, left = yield from _until_broken(work, left, count, interrupted)
        for task in under_way:
            yield from _alone(work, task, interrupted)


def _alone(
    work: Callable[[Task], Result], task: Task, interrupted: Callable[[], None]
) -> Iterator[tuple[Task, Result | None]]:
    """The task with its result; a process may be ended once for what is no fault of the task."""
    for _ in range(_TRIES):
        lost, _ = yield from _until_broken(work, (task,), 1, interrupted)
        if not lost:
            return
    yield task, None


def _until_broken(
    work: Callable[[Task], Result], tasks: Sequence[Task], workers: int, interrupted: Callable[[], None]
) -> Generator[tuple[Task, Result | None], None, tuple[Sequence[Task], Sequence[Task]]]:
    """Yields results until all are there or a process ends; returns the tasks under way and those not begun."""
    waiting, futures = deque(tasks), dict[Future[Result], Task]()
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(tasks)), spawned, initializer=_begin) as pool:
        try:
            while waiting or futures:
                while waiting and len(futures) < workers * _AHEAD:
                    future = pool.submit(work, waiting[0])
                    futures[future] = waiting.popleft()
                for future in wait(futures, return_when=FIRST_COMPLETED).done:
                    result = future.result()
                    yield futures.pop(future), result
        except BrokenProcessPool:
            pass
        except BaseException as stopped:
            pool.shutdown(wait=False, cancel_futures=True)
            if isinstance(stopped, KeyboardInterrupt):
                interrupted()
            raise
    return tuple(futures.values()), tuple(waiting)


def _begin() -> None:
    """A process leaves Ctrl+C to the one that began it, and ends with that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: "multiprocessing.process.BaseProcess") -> None:
    parent.join()
    os._exit(1)
