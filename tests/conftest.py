"""The sample's report, made once for all tests that only read it."""

import pytest
from hypothesis import HealthCheck, settings

from tests import report
from tests.report import Report

# A machine that is busy with other things is no fault of the program.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The report of the sample inputs."""
    return report.make(report.SAMPLE, tmp_path_factory.mktemp("sample"))
