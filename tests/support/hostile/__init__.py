"""Hostile cases: a folder of a department, spoilt by chance, and the command that is run on it.

A case is its seed and its number; nothing else decides what it is. Each module is a class of them.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

from juesuan.model.program_folders import ROOT
from tests.support.hostile import (
    arguments,
    audited,
    disks,
    file_kinds,
    raw_bytes,
    semantics,
    sizes,
    store,
    templates,
    texts,
    xml_structure,
    zip_structure,
)
from tests.support.hostile.desk import WORKBOOK, Case, Desk

SPOILERS: Mapping[str, Callable[[Desk], str]] = {
    "bytes": raw_bytes.spoil,
    "zip": zip_structure.spoil,
    "xml": xml_structure.spoil,
    "sizes": sizes.spoil,
    "semantics": semantics.spoil,
    "texts": texts.spoil,
    "templates": templates.spoil,
    "kinds": file_kinds.spoil,
    "store": store.spoil,
}
"""What spoils a desk, and returns the place that it has spoilt."""
RUNS: Mapping[str, Callable[[Desk], Case]] = {
    "arguments": arguments.make,
    "disks": disks.make,
    "audit": audited.make,
}
"""What decides how the command is run."""
CLASSES = (*SPOILERS, *RUNS)
_SEED, _CASES = 2021, 1000
"""Of the gate."""
_PATIENTLY = ("--seconds", "60")
"""The machine may be busy with other things."""
_TWICE = 0.25
"""The share of the cases that are spoilt by another class, too."""


def class_of(number: int) -> str:
    """The class of a case: they take turns."""
    return CLASSES[number % len(CLASSES)]


def case(seed: int, number: int, root: Path) -> Case:
    """The case of that number: the desk at ``root`` is spoilt."""
    chance, own = Random(f"{seed} {number}"), class_of(number)  # noqa: S311 - no secret
    desk = Desk(root, chance)
    if chance.random() < _TWICE:
        _spoilt(chance.choice(list(SPOILERS)), desk)
    return RUNS[own](desk) if own in RUNS else desk.case(_spoilt(own, desk))


def _spoilt(name: str, desk: Desk) -> str:
    """The place that a class has spoilt, unless another has put something there that does not let it."""
    try:
        return SPOILERS[name](desk)
    except OSError:
        return WORKBOOK


def tried() -> str:
    """The faults of the cases of the gate; empty where all holds.

    What they cover is not measured: each ends in a process that keeps no measure, and would take twice the time.
    """
    command = [sys.executable, str(ROOT / "bench" / "hostile.py"), str(_SEED), "--cases", str(_CASES)]
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run([*command, *_PATIENTLY], capture_output=True, text=True, check=False, env=unmeasured)
    return "" if done.returncode == 0 else done.stdout + done.stderr
