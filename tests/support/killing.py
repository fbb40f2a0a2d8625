"""A run that is killed outright before one of its steps on the disk, in a process of its own."""

import gc
import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def is_change(event: str, given: tuple[Any, ...]) -> bool:
    """Whether what Python is about to do changes what is on the disk."""
    match event:
        case "open":
            return bool(given[2] & WRITING)
        case "os.mkdir":
            return not Path(given[0]).exists()
        case "os.remove":
            return Path(given[0]).exists()
    return event == "os.rename"


def killed(run: Callable[[], object], step: int) -> bool:
    """Whether a process of its own was killed before that change to the disk, or had ended by then."""
    child = os.fork()
    if not child:
        gc.disable()  # as in generate.py; a search would copy the memory that the two share
        steps = count()

        def watch(event: str, given: tuple[Any, ...]) -> None:
            if is_change(event, given) and next(steps) == step:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        code = 1
        try:
            run()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)
