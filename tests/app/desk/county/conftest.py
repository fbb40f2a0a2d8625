"""The county that the tests of this folder look at; what is kept of it is kept in a folder of the test."""

from pathlib import Path

import pytest

from juesuan.app.desk.county import kept_rows
from juesuan.year import first_year
from tests.support import county


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county of six departments, each at another stage; nobody changes it."""
    folder = county.write_mixed(tmp_path_factory.mktemp("county") / "青禾县")
    first_year.make(folder / "教育局" / "inputs" / "2021")
    (folder / "档案馆").mkdir()
    return folder


@pytest.fixture(autouse=True)
def kept(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which rows are kept."""
    folder = tmp_path_factory.mktemp("kept")
    monkeypatch.setattr(kept_rows, "lasting_folder", lambda: folder)
    return folder
