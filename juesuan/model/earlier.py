"""What was published before a report is made or checked, for the rules that hold the report against it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct, field

from juesuan.model.accounts import Accounts
from juesuan.model.trends import YearNow

if TYPE_CHECKING:
    from juesuan.model.corrections import FormerPrints


class Earlier(Struct, frozen=True):
    """How figures were printed in earlier versions of the report, and what the years before it say by now."""

    prints: "FormerPrints" = field(default_factory=dict)
    beside: tuple[YearNow, ...] = ()
    """Those of the years before it that may not say what the report has noted of them."""


EarlierOf = Callable[[Accounts], Earlier]
"""The function that gives it for the report on accounts."""
