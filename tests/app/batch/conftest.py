"""The county that the tests of this folder look at, made once a session."""

import pytest

from tests.support import county
from tests.support.county import MadeCounty
from tests.support.shelf import Shelf


@pytest.fixture(scope="session")
def made(shelf: Shelf) -> MadeCounty:
    return shelf.once("county", county.made)
