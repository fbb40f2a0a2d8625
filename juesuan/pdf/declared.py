"""What a PDF says to readers for the blind: that it is PDF/UA-1, where that is true, and where its links lead.

weasyprint declares one kind of a file; this one is of two, PDF/A and PDF/UA (ISO 14289-1, clause 5). PDF/A takes a
declaration that it does not know itself only together with its schema (ISO 19005-3, 6.6.2.3.3).
"""

from collections.abc import Iterator, Mapping
from typing import Any

_END = b"</rdf:RDF>"
_DECLARATION = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1" />\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def declare(file: Any) -> None:
    """Declares in the metadata of the PDF of pydyf that it is PDF/UA-1; nothing in it may be compressed yet.

    A file that is not, because a picture has no words or a heading skips a level, says nothing.
    """
    (metadata,) = (each for each in file.objects if getattr(each, "extra", {}).get("Type") == "/Metadata")
    if _is_accessible(file):
        metadata.stream = [part.replace(_END, _DECLARATION + _END) for part in metadata.stream]


def _is_accessible(file: Any) -> bool:
    """Whether pictures have words and headings skip no level, PDF/UA-1, 7.3 and 7.4.2: reports differ in these."""
    elements = [each for each in file.objects if isinstance(each, dict) and each.get("Type") == "/StructElem"]
    figures = [each for each in elements if each["S"] == "/Figure"]
    return all(each.get("Alt") for each in figures) and not _skips(_levels(elements))


def _levels(elements: list[Any]) -> Iterator[int]:
    """The levels of the headings, in the order they were written, which is the order of reading."""
    for each in elements:
        if each["S"][:2] == "/H" and each["S"][2:].isdigit():
            yield int(each["S"][2:])


def _skips(levels: Iterator[int]) -> bool:
    before = 0
    for level in levels:
        if level > before + 1:
            return True
        before = level
    return False


def tell_links(file: Any, titles: Mapping[str, str]) -> None:
    """Gives every link the title of the heading it leads to as its words, in place of the name of the place.

    ``titles`` are by that name.
    """
    import pydyf  # noqa: PLC0415 - comes with weasyprint

    for each in file.objects:
        if isinstance(each, dict) and each.get("Subtype") == "/Link" and "Dest" in each:
            each["Contents"] = pydyf.String(titles[each["Dest"].string])
