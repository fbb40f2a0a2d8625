"""A report that is published, as plain values, and the names of the files that are made of it."""

from collections.abc import Mapping

from msgspec import Struct

from charts.data import Chart, Drawing
from juesuan.model.document import Block
from juesuan.model.identity import About

PAGE, TABLE, VALUES, DICTIONARY, ENTRY = "index.html", "data.csv", "data.json", "datapackage.json", "dcat.jsonld"
"""The names of the files, the same every year: an address that others have keeps leading there."""
WHAT: Mapping[str, str] = {
    PAGE: "报告全文的网页",
    TABLE: "报告里的数，表格（CSV，UTF-8）",
    VALUES: "报告里的数，供程序读取（JSON）",
    DICTIONARY: "数据说明：每一列是什么（Table Schema）",
    ENTRY: "数据目录条目（DCAT）",
}
"""What each of the files is."""


class PublishedReport(Struct, frozen=True):
    """A report that is published, with all that its page shows."""

    about: About
    blocks: tuple[Block, ...]
    """The blocks of its Word file."""
    drawn: Mapping[Chart, Drawing]
    """The drawings of its charts."""
    version: int
    """The number of its version in its year."""
