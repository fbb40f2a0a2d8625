"""How much memory something takes at the most."""

import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def peak() -> Iterator[Callable[[], int]]:
    """What tells the most bytes that Python held at one time so far, beyond those before."""
    tracemalloc.start()
    try:
        yield lambda: tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
