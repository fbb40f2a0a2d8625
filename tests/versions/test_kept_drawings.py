"""A chart that shows the same again is not drawn again."""

from pathlib import Path

import pytest

import generate
from charts import draw
from charts.data import Chart
from juesuan import reading
from juesuan.app.teller import Teller
from juesuan.figures import chart_data, derive
from juesuan.versions import kept_drawings, store
from tests.support import builder, water_office
from tests.support.shelf import Shelf


@pytest.fixture
def year(shelf: Shelf, tmp_path: Path) -> Path:
    """The inputs of a report that is made."""
    shelf.copy(tmp_path, water_office.department())
    return tmp_path / "inputs" / "2021"


def output(year: Path) -> Path:
    return year.parent.parent / "output"


def make(year: Path) -> None:
    generate.make(year, output(year), Teller(quiet=True))


def charts(year: Path) -> tuple[Chart, ...]:
    accounts, _ = reading.read(reading.given(year))
    return chart_data.charts(accounts, derive.derive(accounts))


def names(year: Path) -> set[str]:
    return set(kept_drawings.known(output(year) / "2021", charts(year)))


def test_what_is_kept_is_what_would_be_drawn(year: Path) -> None:
    known = kept_drawings.known(output(year) / "2021", charts(year))
    assert known == draw.draw_all(charts(year))


def test_before_the_first_run_nothing_is_known(year: Path, tmp_path: Path) -> None:
    assert names(year)
    assert kept_drawings.known(tmp_path / "elsewhere", charts(year)) == {}


def test_only_the_chart_that_changes_is_drawn(year: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    begin = draw.Artist.begin

    def spy(artist: draw.Artist, wanted: list[Chart]) -> None:
        asked.append([chart.name for chart in wanted])
        begin(artist, wanted)

    monkeypatch.setattr(draw.Artist, "begin", spy)
    builder.write(year, builder.changed(water_office.department(), "三公经费", "公务接待费", "本年决算数", 1000))
    make(year)
    builder.write(year, builder.changed(water_office.department(), "绩效项目", "山洪灾害防治经费", "自评得分", 86))
    make(year)
    assert asked == [["三公经费结构"], ["三公经费结构"]]


def test_another_program_draws_all_again(year: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "program", lambda: "another")
    assert names(year) == set()


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]"])
def test_a_damaged_drawing_is_drawn_again(year: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes) -> None:
    all_names = names(year)
    kept = store.kept

    def damaged(folder: Path, key: str) -> bytes | None:
        data = kept(folder, key)
        return damage if data and b'"svg"' in data else data

    monkeypatch.setattr(store, "kept", damaged)
    assert all_names
    assert names(year) == set()
