"""Parts put into a Word file: who refers to them, what they are said to be; files taken over from python-docx."""

import io

import docx
import pytest
from lxml import etree
from msgspec.structs import replace

from juesuan.model import editions
from juesuan.ooxml import added_parts, elements, package, parts
from juesuan.ooxml.package import WordFile
from juesuan.ooxml.parts import NewPart
from tests.support import word_files
from tests.support.word_files import paragraph

RELATIONS = "word/_rels/document.xml.rels"
NOTES = NewPart("word/notes.xml", b"<notes/>", "notes", "application/notes+xml")
PICTURE = NewPart("word/media/b.png", b"\x89PNG", "image", "image/png")


def small() -> WordFile:
    return package.open_word(word_files.docx(paragraph("正文")))


def relations(word: WordFile, name: str = RELATIONS) -> list[tuple[str | None, ...]]:
    """Id, last word of the kind, and target of each relationship."""
    root = etree.fromstring(word.parts[name])
    return [(each.get("Id"), each.get("Type", "").rpartition("/")[2], each.get("Target")) for each in root]


def types(word: WordFile) -> list[tuple[str | None, str | None]]:
    """Suffix or name of each type, and the type."""
    root = etree.fromstring(word.parts[package.TYPES])
    return [(each.get("Extension") or each.get("PartName"), each.get("ContentType")) for each in root]


# ---- added


def test_a_part_is_related_and_typed_by_its_name() -> None:
    word, key = parts.added(small(), NOTES, small().main)
    assert word.parts["word/notes.xml"] == b"<notes/>"
    assert relations(word)[-1] == (key, "notes", "notes.xml")
    assert types(word)[-1] == ("/word/notes.xml", "application/notes+xml")
    assert package.name_of_kind(word, "notes") == "word/notes.xml"


def test_a_picture_is_typed_by_its_suffix() -> None:
    before = small()
    assert types(parts.added(before, PICTURE, before.main)[0]) == types(before)
    jpeg = replace(PICTURE, name="word/media/b.jpeg", kind="image/jpeg")
    assert types(parts.added(before, jpeg, before.main)[0]) == [("jpeg", "image/jpeg"), *types(before)]


def test_a_picture_whose_suffix_means_something_else_is_typed_by_its_name() -> None:
    before = small()
    odd = replace(PICTURE, kind="image/x-odd")
    assert types(parts.added(before, odd, before.main)[0]) == [
        *types(before),
        ("/word/media/b.png", "image/x-odd"),
    ]


def test_a_part_of_that_name_is_replaced_and_related_once() -> None:
    once, key = parts.added(small(), NOTES, small().main)
    twice, same = parts.added(once, replace(NOTES, data=b"<other/>"), once.main)
    assert twice.parts["word/notes.xml"] == b"<other/>"
    assert (same, relations(twice), types(twice)) == (key, relations(once), types(once))


def test_an_id_that_is_wanted_is_given_where_it_is_free() -> None:
    wanted = replace(NOTES, key="rIdNotes")
    word, key = parts.added(small(), wanted, small().main)
    assert key == "rIdNotes"
    other = replace(wanted, name="word/more.xml")
    assert parts.added(word, other, word.main)[1] == "rIdAttached1"


def test_what_refers_to_nothing_yet_can_refer_to_a_part() -> None:
    word, key = parts.added(small(), NOTES, "word/styles.xml")
    assert relations(word, "word/_rels/styles.xml.rels") == [(key, "notes", "notes.xml")]


def test_the_whole_file_refers_by_the_whole_name() -> None:
    word, key = parts.added(small(), NOTES, "")
    assert relations(word, "_rels/.rels")[-1] == (key, "notes", "word/notes.xml")


def test_a_part_that_is_there_is_kept() -> None:
    word = parts.having(small(), NOTES)
    assert parts.having(word, replace(NOTES, name="word/more.xml", data=b"<more/>")) is word


def test_other_xml_is_put_into_the_part_of_a_kind() -> None:
    word = parts.changed(small(), "styles", elements.declaring("w", "styles"))
    assert package.styles(word).keys() == {""}


def test_a_template_that_was_a_draft_has_one_header_for_drafts() -> None:
    body = paragraph("正文") + "<w:sectPr/>"
    once = added_parts.head(package.open_word(word_files.docx(body)), "草稿")
    twice = added_parts.head(once, "草稿，第二稿")
    assert (relations(twice), types(twice)) == (relations(once), types(once))
    assert "第二稿" in twice.parts["word/headerOfDraft.xml"].decode()


# ---- what nothing refers to


@pytest.mark.parametrize("edition", ["四川2020", "四川2022"])
def test_a_file_keeps_what_python_docx_would_save_of_it(edition: str) -> None:
    data = editions.named(edition).template.data
    saved = io.BytesIO()
    docx.Document(io.BytesIO(data)).save(saved)
    theirs, ours = package.open_word(saved.getvalue()), parts.reachable(package.open_word(data))
    assert ours.parts == theirs.parts
    assert package.xml(ours.root) == package.xml(theirs.root)


def test_a_part_that_nothing_refers_to_is_left_out_and_xml_keeps_only_what_readers_show() -> None:
    word = small()
    held = {**word.parts, "word/secret.xml": b"<a/>", "other.bin": b"1"}
    held[word.main] = held[word.main].replace(b"<w:body>", b"<!-- {{ 1 }} --><?php {{ 2 }} ?><w:body>")
    kept = parts.reachable(package.of_parts(held))
    assert set(kept.parts) == set(word.parts)
    assert b"{{" not in kept.parts[word.main]


# ---- the builder


def test_an_element_has_attributes_of_its_own_vocabulary() -> None:
    made = elements.element("r", elements.worded(" 甲 "), id="1")
    assert made.get(elements.W + "id") == "1"
    assert elements.element(elements.A + "ext", cx="1").items() == [("cx", "1")]
    (text,) = made
    assert (text.text, text.get(elements.XML + "space")) == (" 甲 ", "preserve")


def test_the_root_of_a_part_declares_its_prefix() -> None:
    assert package.xml(elements.declaring("w", "hdr")).endswith(f'<w:hdr xmlns:w="{word_files.W}"/>'.encode())


def test_a_text_longer_than_a_thousand_pages_is_refused() -> None:
    data = word_files.docx(word_files.paragraph("字" * 1_000_001))
    with pytest.raises(package.NotWordFile, match="有 1000001 个字，超过 1000000 个，不予读取"):
        package.open_word(data)
