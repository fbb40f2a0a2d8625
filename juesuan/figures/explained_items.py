"""Which items of the functional classification the terms of 名词解释 explain, and which not yet."""

from collections.abc import Iterator

from juesuan.model import workbook_form
from juesuan.model.accounts import Accounts, FunctionalItem
from juesuan.model.sheets import tag_of

LEVELS = {3: "类", 5: "款", 7: "项"}
"""The name of a level by the digits of its code."""


def printed(accounts: Accounts) -> list[FunctionalItem]:
    """The lowest items of every fund; of the other funds only those with an amount, for no other is printed."""
    items = accounts.functional_items
    above = {(item.fund, item.code[:length]) for item in items for length in (3, 5) if length < len(item.code)}
    lowest = [item for item in items if (item.fund, item.code) not in above]
    return [
        item
        for item in lowest
        if item.fund == workbook_form.GENERAL_PUBLIC or any((item.basic, item.project, item.stated))
    ]


def unexplained(accounts: Accounts) -> Iterator[FunctionalItem]:
    """The printed items that no term of the department explains."""
    names = [tag_of(term.name.text) for term in accounts.terms]
    for item in printed(accounts):
        if not any(explains(name, item, accounts) for name in names):
            yield item


def explains(name: str, item: FunctionalItem, accounts: Accounts) -> bool:
    """Whether a term, written as a tag, is the item, or one below it that the table gives no finer.

    It is the item by its own name and, where the term gives one, by its section's.
    """
    own = f"{tag_of(item.name)}{LEVELS[len(item.code)]}"
    if not name.endswith(own):
        return len(item.code) < 7 and own in name  # noqa: PLR2004
    section = next((each.name for each in accounts.functional_items if each.code == item.code[:5]), "")
    rest = name.removesuffix(own)
    return not rest.endswith("款") or rest.endswith(f"{tag_of(section)}款") or len(item.code) < 7  # noqa: PLR2004
