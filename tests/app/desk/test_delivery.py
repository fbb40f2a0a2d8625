"""交付: where there is LibreOffice, a click lets it compute the page numbers of the contents."""

import threading
from pathlib import Path

import pytest

from juesuan.app.telling import Telling
from juesuan.model.outcome import Made
from juesuan.pdf import libreoffice
from tests.app.test_command import unchecked
from tests.support import desk_client
from tests.support.desk_client import words

BUTTON = "由 LibreOffice 编目录页码"


def test_page_numbers_by_office_are_offered_where_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inputs" / "2021").mkdir(parents=True)
    asked, made = list[object](), threading.Event()

    def make(_: Path, __: Path, ___: Telling, **options: object) -> Made:
        asked.append(options["by_office"])
        made.set()
        raise AssertionError

    desk = desk_client.client(desk_client.desk(tmp_path, make, unchecked))
    monkeypatch.setattr(libreoffice, "find", lambda: None)
    assert BUTTON not in words(desk.get("/2021/交付"))
    monkeypatch.setattr(libreoffice, "find", lambda: tmp_path)
    assert BUTTON in words(desk.get("/2021/交付"))
    assert desk.post("/2021/交付/目录页码").status_code == 204
    assert made.wait(10)
    assert asked == [True]
