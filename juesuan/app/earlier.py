"""What a check is to know of what was published before; nothing is loaded where there is nothing."""

from pathlib import Path

from juesuan.model.accounts import Accounts
from juesuan.model.earlier import Earlier


def earlier(output: Path, folder: Path, accounts: Accounts) -> Earlier:
    """What was published before the report on the accounts of ``folder``, by the outputs of all years."""
    year = output / str(accounts.department.year)
    if not (year.is_dir() or accounts.years_on_file):
        return Earlier()
    from juesuan.versions import former, years_beside  # noqa: PLC0415 - most checks are made before there is any

    return Earlier(former.former(year), years_beside.now(year, folder, accounts.years_on_file))
