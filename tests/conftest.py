"""The sample's report, made once for all tests that only read it."""

import pytest

from tests import report
from tests.report import Report


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The report of the sample inputs."""
    return report.make(report.SAMPLE, tmp_path_factory.mktemp("sample"))
