"""A public table by item as the edition has it: its columns, codes in one of them or three, 合计 first or last."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from juesuan.model.editions import TABLES
from juesuan.model.problems import ReportError, error
from juesuan.model.public_table_forms import THREE_COLUMNS, TOTAL_LAST, Body, Form, PublicCell, Rows, placed

_LEVELS = ("类", "款", "项")
_EDGES = (3, 5, 7)
"""Where a code ends that is one of a class, a section, an item."""
_Line = tuple[PublicCell, ...]


def laid_out(form: Form, body: Body) -> Body:
    """The body as the form has it; what is no table by item, or has no rows, keeps its codes and its total.

    With codes in three columns the headings 类, 款, 项 stand in the row 合计, as in the published tables; where
    that is the last row, they stand above 合计 in a row of their own.
    """
    if form.columns:
        body = _with_columns(form, body)
    if not body.is_by_item or not body.rows:
        return body
    total, *items = body.rows
    is_last = form.total == TOTAL_LAST
    if form.codes != THREE_COLUMNS:
        return replace(body, rows=(*items, total) if is_last else body.rows)
    split = [(*_split(row[0]), *row[1:]) for row in items]
    shares = (*_thirds(body.shares[0]), *body.shares[1:])
    heads = tuple(_three_heads(body.heads, is_last=is_last))
    amounts = total[1:]
    first = (*map(_centred, _LEVELS), _centred(str(total[0].content)), *amounts)
    last = (replace(total[0], columns=total[0].columns + 2), *amounts)
    rows: Rows = (*split, last) if is_last else (first, *split)
    return replace(body, shares=shares, heads=heads, rows=rows, keys=body.keys + 2 if body.keys else 0)


def _with_columns(form: Form, body: Body) -> Body:
    """The body with the columns that the form names, each with all that stands under its heading, in that order.

    Raises ReportError (W05) for a heading that the kind of table has not, and for a table that is not by item.
    """
    keys, *others = body.heads[0] if body.is_by_item else (PublicCell(""),)
    places = (at for line, at, _ in placed(body.heads) if line == 0 and at >= keys.columns)
    under = {str(box.content): (at, box) for at, box in zip(places, others, strict=False)}
    if unknown := [name for name in form.columns if name not in under]:
        advice = f"可以写：{'、'.join(under)}。" if under else "这种表的栏不能选，请删去 columns。"
        raise ReportError(error("W05", f"{TABLES} “{form.title}”", f"没有“{unknown[0]}”这一栏", advice))
    chosen = [under[name] for name in form.columns]
    order = [*range(keys.columns), *(at + more for at, box in chosen for more in range(box.columns))]
    return replace(
        body,
        shares=tuple(body.shares[at] for at in order),
        heads=tuple(_in_order(body.heads, order)),
        rows=tuple(_in_order(body.rows, order)),
    )


def _in_order(rows: Rows, order: Sequence[int]) -> Iterator[_Line]:
    """The rows with the cells that begin in these columns, in that order."""
    cells = {(line, at): box for line, at, box in placed(rows)}
    for line in range(len(rows)):
        yield tuple(cells[line, at] for at in order if (line, at) in cells)


def _split(code: PublicCell) -> Iterator[PublicCell]:
    """The three cells of a code; a level that it has not got is blank."""
    words = str(code.content)
    for start, end in zip((0, *_EDGES), _EDGES, strict=False):
        yield _centred(words[start:end])


def _thirds(share: int) -> tuple[int, int, int]:
    """A class has three digits, the others two."""
    return share - 2 * (share // 4), share // 4 + 1, share // 4 + 1


def _three_heads(heads: Rows, *, is_last: bool) -> Iterator[_Line]:
    """The headings with three columns under 科目编码; with a third row, 类 款 项, where the row 合计 has none."""
    deeper = 1 if is_last else 0
    first, second = heads
    yield (
        replace(first[0], columns=first[0].columns + 2),
        *(_deeper(box, deeper * (box.rows > 1)) for box in first[1:]),
    )
    code, name, *others = second
    yield (
        replace(code, columns=3),
        _deeper(name, deeper),
        *(_deeper(box, deeper) for box in others),
    )
    if is_last:
        yield tuple(map(PublicCell, _LEVELS))


def _deeper(box: PublicCell, rows: int) -> PublicCell:
    return replace(box, rows=box.rows + rows)


def _centred(words: str) -> PublicCell:
    return PublicCell(words, is_centred=True)
