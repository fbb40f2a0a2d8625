"""Here charts are drawn as a run draws them, and as often as they are asked for."""

import pytest


@pytest.fixture(scope="module")
def drawn_here() -> None:
    """Nothing is changed."""
