"""The desk of a county without a network: a client that was let in, over the real corridor."""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import generate
from juesuan.app.desk.county import county_desk, site
from juesuan.app.desk.county.county_desk import CountyDesk
from juesuan.app.desk.desk import Desk
from tests.support import desk_client
from tests.support.desk_client import HOST, TOKEN

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it would rather have the successor of httpx
    from starlette.testclient import TestClient

if TYPE_CHECKING:
    from juesuan.app.command_line import Check, Make


def desk(folder: Path, make: "Make" = generate.make, check: "Check" = generate.check) -> CountyDesk:
    """The desk of the county in a folder; nobody looks at what was saved until ``site.look`` is called."""
    place = folder.resolve()
    return county_desk.of(place, Desk(place, place, make, check))


def stranger(opened: CountyDesk, host: str = HOST) -> TestClient:
    """A client that has no token."""
    return TestClient(site.application(opened, TOKEN), host, raise_server_exceptions=False, follow_redirects=False)


def client(opened: CountyDesk) -> TestClient:
    """A client of the county's desk that was let in."""
    return desk_client.let_in(stranger(opened))
