"""How many examples a property is tried with: few in the gate, which gives one answer, many in ``make fuzz``."""

import importlib
import os
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager

import coverage
from hypothesis import HealthCheck, settings

import charts
import juesuan

_USUAL, _MANY = 100, 2000


def register() -> None:
    """Two profiles for ``--hypothesis-profile``: ``gate``, the same at every run, and ``fuzz``, by its seed alone.

    No run hands examples to the next, and a machine that is busy with other things is no fault of the program.
    """
    patient = settings(database=None, print_blob=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile("gate", patient, derandomize=True, max_examples=_USUAL)
    settings.register_profile("fuzz", patient, max_examples=_MANY)
    _load_program()


def _load_program() -> None:
    """Every module of the program: hypothesis tries the constants of those that happen to be loaded."""
    for package in (juesuan, charts):
        for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(each.name)


LONGEST = (
    "test_hostile_cases", "test_kills", "test_no_way_out", "test_edits", "test_redline", "test_stress",
    "test_desk_flows", "test_relations", "test_advised_commands", "test_full_disks", "test_readme",
    "test_returned", "test_damaged_store", "test_corrections", "test_mutations", "test_byhand", "test_next_year",
    "test_own_template",
)  # fmt: skip
"""The files that take longest: begun first, none of them is left for one worker alone at the end.

A process that is forked a thousand times is so while it holds little: that is cheaper.
"""
OFTEN = ("covered_elsewhere", "hypothesis")
"""The markers of tests that try one thing very often: other tests cover the same, and measuring takes as long."""


@contextmanager
def unmeasured() -> Iterator[None]:
    """Nothing that is done meanwhile is measured, in this process or in those that it begins."""
    measuring = coverage.Coverage.current()
    handed_on = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("COVERAGE_")}
    if measuring:
        measuring.stop()
    try:
        yield
    finally:
        os.environ.update(handed_on)
        if measuring:
            measuring.start()


def examples(usual: int, many: int = 0) -> int:
    """The number of examples of a property that costs more or less than others: so many in the gate.

    In ``make fuzz`` there are ``many``, or as many times more as of other properties.
    """
    profile = settings.default
    assert profile
    is_fuzz = profile.max_examples > _USUAL
    return many if many and is_fuzz else usual * profile.max_examples // _USUAL
