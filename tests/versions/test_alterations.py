"""What a reader could see otherwise in a file that comes back is told with its place; what nobody sees is not."""

import re
from pathlib import Path

import pytest

from juesuan.model.outcome import DONE, OPEN
from juesuan.versions import verify
from tests.support import output_folder
from tests.support.alterations import SEEN, UNSEEN, Alteration
from tests.support.handwriting import Hand
from tests.support.shelf import Shelf
from tests.support.water_office import department


@pytest.fixture(scope="module")
def output(shelf: Shelf) -> Path:
    """The folder of outputs with the report in it, which nobody changes."""
    return shelf.report(department()).made.files[0].parents[2]


def told(alteration: Alteration, output: Path, place: Path) -> tuple[int, list[str]]:
    hand = Hand.on(output_folder.word(output).read_bytes())
    alteration.change(hand)
    place.write_bytes(hand.saved())
    answer = verify.told(place, output)
    return answer.code, ["　".join(row) for row in answer.rows]


@pytest.mark.parametrize("alteration", SEEN, ids=lambda each: each.name)
def test_what_a_reader_sees_is_told_with_its_place(alteration: Alteration, output: Path, tmp_path: Path) -> None:
    code, rows = told(alteration, output, tmp_path / "来件.docx")
    assert code == OPEN
    assert any(re.search(alteration.told, row) for row in rows), rows
    assert all(re.search("[一-鿿]", row) for row in rows)


@pytest.mark.parametrize("alteration", UNSEEN, ids=lambda each: each.name)
def test_what_nobody_sees_is_not_told(alteration: Alteration, output: Path, tmp_path: Path) -> None:
    assert told(alteration, output, tmp_path / "来件.docx") == (DONE, [])
