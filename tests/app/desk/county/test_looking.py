"""The look at saved files in the background goes on, whatever has happened to the folder meanwhile."""

import asyncio
import threading
from pathlib import Path

import pytest

from juesuan.app.desk.county import site
from juesuan.app.desk.county.county_desk import CountyDesk
from juesuan.app.desk.county.rows import Stage
from tests.support import county, county_client
from tests.support.county import GOOD


def test_it_goes_on_once_a_folder_that_was_taken_away_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = county.write_mixed(tmp_path / "县")
    opened, failed, look = county_client.desk(folder), threading.Event(), site.look
    opened.table(2021)

    def looking(desk: CountyDesk) -> None:
        try:
            look(desk)
        except Exception:
            failed.set()
            raise

    monkeypatch.setattr(site, "_PAUSE", 0.01)
    monkeypatch.setattr(site, "look", looking)

    async def watched() -> None:
        watch = asyncio.create_task(site._watch(opened))
        assert await asyncio.to_thread(failed.wait, 60)
        folder.with_name("县二").rename(folder)
        while len(opened.kept.get(2021, {})) < 3:
            await asyncio.sleep(0.01)
        watch.cancel()

    folder.rename(folder.with_name("县二"))
    asyncio.run(asyncio.wait_for(watched(), 120))
    assert opened.kept[2021][GOOD].stage is Stage.READY
