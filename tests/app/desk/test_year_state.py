"""What the desk knows of a year: checked once a save, told by events, a run ended by a newer save."""

import asyncio
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from juesuan.app.desk import watching
from juesuan.app.desk.events import Event, Events
from juesuan.app.desk.speaker import Overtaken, Speaker
from juesuan.app.desk.stamps import Stamp
from juesuan.app.telling import Telling
from juesuan.model.outcome import Checked, Made
from juesuan.model.problems import ReportError, error
from tests.support import desk_client
from tests.support.factories import checked

if TYPE_CHECKING:
    from collections.abc import Callable

    from juesuan.app.desk.desk import Desk
    from juesuan.app.desk.year_state import YearState

BROKEN = error("R12", "〔收入支出〕B4", "甲")


class Office:
    """A year with one file, a corridor that only counts, and what was told."""

    def __init__(self, root: Path) -> None:
        self.file = root / "inputs" / "2021" / "决算数据.xlsx"
        self.file.parent.mkdir(parents=True)
        self.save("1")
        self.checks, self.runs, self.fault = 0, 0, False
        self.desk = desk_client.desk(root, self.make, self.check)
        state = self.desk.year(2021)
        assert state is not None
        self.state: YearState = state
        self.during: Callable[[], None] = lambda: None

    def save(self, text: str) -> None:
        self.file.write_text(text, encoding="utf-8")

    def check(self, _: Path, tell: Telling, __: object) -> Checked:
        self.checks += 1
        tell.step("读取", self.during)
        tell.step("核对", lambda: None)
        if self.fault:
            raise ReportError(BROKEN)
        return checked()

    def make(self, folder: Path, _: Path, tell: Telling, **__: object) -> Made:
        self.runs += 1
        tell.step("读取", self.during)
        tell.step("保存", lambda: None)
        if self.fault:
            raise ReportError(BROKEN)
        return Made((folder,), 1, 1, 0, ())

    def save_once(self) -> None:
        """A save in the middle of a run."""
        self.during = lambda: None
        self.save("a newer one")

    def run(self) -> list[str]:
        """Makes the report and waits for it; returns the events."""
        told: list[str] = []
        heard = threading.Event()

        class Heard(Events, frozen=True):
            def tell(self, year: int, name: str, said: str = "") -> None:  # noqa: ARG002
                told.append(said or name)
                if name in {"made", "refused"}:
                    heard.set()

        self.state.events = Heard()
        assert self.state.begin()
        assert heard.wait(10)
        return told


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_a_year_is_checked_once_as_long_as_nothing_is_saved(office: Office) -> None:
    first = office.state.known()
    assert office.state.known() is first
    assert office.checks == 1
    office.save("another text")
    assert office.state.is_stale
    office.state.known()
    assert office.checks == 2


def test_a_workbook_that_cannot_be_read_is_what_is_known(office: Office) -> None:
    office.fault = True
    known = office.state.known()
    assert (known.checked, known.problems) == (None, (BROKEN,))


def test_a_check_that_a_newer_save_overtakes_begins_anew(office: Office) -> None:
    office.during = office.save_once
    assert office.state.known().checked is not None
    assert office.checks == 2


def test_a_run_that_a_newer_save_overtakes_ends_at_the_next_step_and_begins_anew(office: Office) -> None:
    office.during = office.save_once
    told = office.run()
    assert office.runs == 2
    assert told.index("overtaken") < told.index("保存")
    assert told.count("保存") == 1
    assert told[-1] == "made"


def test_why_no_report_was_made_is_kept_until_one_is(office: Office) -> None:
    office.fault = True
    assert office.run()[-1] == "refused"
    assert list(office.state.why_not_made(office.state.known())) == [BROKEN]
    office.save("mended")
    assert list(office.state.why_not_made(office.state.known())) == []
    office.fault = False
    assert office.run()[-1] == "made"
    assert list(office.state.refused) == []


def test_one_run_at_a_time(office: Office) -> None:
    begun, end = threading.Event(), threading.Event()

    def wait() -> None:
        begun.set()
        end.wait(10)

    office.during = wait
    assert office.state.begin()
    assert begun.wait(10)
    assert office.state.running == "生成"
    assert not office.state.begin()
    end.set()


def test_a_voice_whose_run_is_overtaken_does_no_further_step() -> None:
    speaker = Speaker(Events(), 2021, lambda: True)
    with pytest.raises(Overtaken):
        speaker.step("读取", lambda: pytest.fail("it was done"))


# ---- events


def test_an_event_is_sent_as_json_that_no_text_can_break() -> None:
    assert Event(2021, "step", '甲\n\n"乙').sent == (
        'event: step\ndata: {"year": 2021, "said": "甲\\n\\n\\"乙"}\n\n'
    )


def test_a_listener_hears_what_is_told_from_another_thread() -> None:
    events = Events()

    async def listen() -> list[str]:
        heard = events.heard()
        first = await anext(heard)
        await asyncio.to_thread(events.tell, 2021, "checked")
        second = await anext(heard)
        await heard.aclose()  # type: ignore[attr-defined]
        return [first, second]

    assert asyncio.run(listen()) == [": 听着\n\n", 'event: checked\ndata: {"year": 2021, "said": ""}\n\n']
    assert not events.listeners


def test_a_saved_file_is_noticed_once_it_is_whole(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.state.known()
    looked, stamps = threading.Event(), watching._stamps

    def looking(desk: "Desk") -> dict[int, Stamp]:
        found = stamps(desk)
        looked.set()
        return found

    monkeypatch.setattr(watching, "_stamps", looking)

    async def watched() -> list[str]:
        heard = office.desk.events.heard()
        await anext(heard)
        watch = asyncio.create_task(watching.watch(office.desk))
        assert await asyncio.to_thread(looked.wait, 60)  # what is saved earlier is nothing new to it
        office.save("saved in WPS")
        names = [await asyncio.wait_for(anext(heard), 60) for _ in range(4)]
        watch.cancel()
        return [each.split("\n")[0].removeprefix("event: ") for each in names]

    assert asyncio.run(watched()) == ["saved", "step", "step", "checked"]
    assert office.checks == 2


# ---- years


def test_the_years_are_the_folders_that_are_there(tmp_path: Path) -> None:
    desk: Desk = desk_client.desk(tmp_path)
    assert list(desk.years) == []
    for name in ("2021", "2020", "模板", "19"):
        (tmp_path / "inputs" / name).mkdir(parents=True)
    (tmp_path / "inputs" / "2022").symlink_to(tmp_path)
    assert list(desk.years) == [2020, 2021]
    assert desk.year(2022) is None
    assert desk.year(2020) is desk.year(2020)
