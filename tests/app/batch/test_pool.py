"""Tasks done by several processes, some of which are ended from outside."""

import os
import signal
from functools import partial
from pathlib import Path

import pytest

from juesuan.app.batch import pool


def work(folder: Path, task: str) -> str:
    """Ends its process: the first time for a task of one bad day, every time for a bad one."""
    seen = folder / task
    if task.startswith("bad") or (task.startswith("unlucky") and not seen.exists()):
        seen.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return f"{task} done"


def test_a_task_whose_process_ended_is_done_again_and_what_ends_it_twice_is_told(tmp_path: Path) -> None:
    tasks = ["one", "unlucky", "two", "bad", "three"]
    found = dict(pool.results(partial(work, tmp_path), tasks, 2))
    assert found == {task: None if task == "bad" else f"{task} done" for task in tasks}


def _stop(_: str) -> str:
    return "done"


def test_whoever_stops_leaves_no_process_behind() -> None:
    heard: list[str] = []
    found = pool.results(_stop, [str(each) for each in range(8)], 1, lambda: heard.append("stopping"))
    assert next(iter(found)) == ("0", "done")
    with pytest.raises(KeyboardInterrupt):
        found.throw(KeyboardInterrupt)
    assert heard == ["stopping"]
