"""Here each PDF is made anew, as often as it is asked for."""

import pytest


@pytest.fixture(scope="module")
def laid_out_here() -> None:
    """Nothing is changed."""
