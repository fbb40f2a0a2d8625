"""How a table by item stands on the page in other places: codes by level in three columns, 合计 in the last row.

A body is made with its codes in one column and its total first; here it is laid out as the edition asks for.
"""

from dataclasses import replace
from itertools import pairwise

from juesuan.figures.public_figures import TOTAL
from juesuan.figures.public_items import CODE, NAME
from juesuan.model.public_table_forms import Body, Forms, PublicCell, Rows

BY_LEVEL, LAST_ROW = "类款项", "末行"
_LEVELS = ("类", "款", "项")
_DIGITS = (0, 3, 5, 7)
"""Where the levels begin and end in a code."""
_WIDTHS = (3, 2, 2)
"""How wide their columns are, one against the other."""


def laid_out(body: Body, forms: Forms) -> Body:
    """The body of a public table as its edition lays out tables by item; any other as it is."""
    if not _is_by_item(body):
        return body
    if forms.total == LAST_ROW and body.rows and body.rows[0][0].content == TOTAL:
        body = replace(body, rows=(*body.rows[1:], body.rows[0]))
    return _by_level(body) if forms.codes == BY_LEVEL else body


def _is_by_item(body: Body) -> bool:
    """Whether the first two columns are code and name of an item, under one heading."""
    is_under_one = body.heads[0][0].columns == len((CODE, NAME))
    return is_under_one and len(body.heads) > 1 and [each.content for each in body.heads[1][:2]] == [CODE, NAME]


def _by_level(body: Body) -> Body:
    """The body with a column for each level of the code."""
    code, *others = (share * sum(_WIDTHS) for share in body.shares)
    shares = tuple(code * width // sum(_WIDTHS) for width in _WIDTHS)
    first, second = body.heads[0], body.heads[1]
    heads = (
        (replace(first[0], columns=first[0].columns + len(_LEVELS) - 1), *first[1:]),
        (*map(PublicCell, _LEVELS), *second[1:]),
        *body.heads[2:],
    )
    return replace(body, shares=(*shares, *others), heads=heads, rows=_rows(body.rows))


def _rows(rows: Rows) -> Rows:
    made = []
    for first, *others in rows:
        if isinstance(first.content, str) and first.content.isdecimal():
            levels = (PublicCell(first.content[start:end]) for start, end in pairwise(_DIGITS))
            made.append((*levels, *others))
        else:
            made.append((replace(first, columns=first.columns + len(_LEVELS) - 1), *others))
    return tuple(made)
