"""What a worker does for one department."""

import gc
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import generate
from juesuan.app.batch import departments, job, memory
from juesuan.model.county import DepartmentState
from tests.support import builder, county, water_office


def test_what_is_left_is_given_back_before_the_largest_step_and_after_it_and_at_the_end(
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
    at = told.index(job.LARGEST_STEP)
    assert told[at - 1 : at + 2] == ["give back", job.LARGEST_STEP, "give back"]
    assert [told[-1], told.count("give back")] == ["give back", 3]


@pytest.mark.parametrize("turned", [gc.enable, gc.disable])
def test_python_searches_for_garbage_afterwards_as_it_did_before(turned: Callable[[], None]) -> None:
    before = gc.isenabled()
    try:
        turned()
        searches = gc.isenabled()
        with suppress(KeyError), memory.unsearched():
            assert not gc.isenabled()
            raise KeyError
        assert gc.isenabled() is searches
    finally:
        (gc.enable if before else gc.disable)()
