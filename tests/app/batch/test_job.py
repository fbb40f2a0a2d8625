"""What a worker does for one department."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import generate
from juesuan.app.batch import departments, job, memory
from juesuan.model.county import DepartmentState
from tests.support import builder, county, water_office


def test_what_the_steps_before_the_largest_have_left_is_given_back_before_it_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builder.write(tmp_path / county.GOOD / "inputs" / str(county.YEAR), water_office.department())
    (folder,) = departments.found(tmp_path)
    told = list[str]()
    step = job.Heard.step

    def heard(self: job.Heard, what: str, work: Callable[[], Any], *said: Callable[[Any], str]) -> object:
        def noted() -> object:
            told.append(what)
            return work()

        return step(self, what, noted, *said)

    monkeypatch.setattr(job.Heard, "step", heard)
    monkeypatch.setattr(memory, "give_back", lambda: told.append("give back"))
    made = job.done(job.of(folder, generate.make, generate.check, county.YEAR, check_only=False))
    assert made.state in {DepartmentState.MADE, DepartmentState.DRAFT}
    before, after = told[: told.index(job.LARGEST_STEP)], told[told.index(job.LARGEST_STEP) :]
    assert [before[-1], before.count("give back")] == ["give back", 1]
    assert [after[-1], after.count("give back")] == ["give back", 1]
