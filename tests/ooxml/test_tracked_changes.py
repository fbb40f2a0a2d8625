"""Tracked changes accepted: what stands and what goes, and that the file they are in stays as it is."""

import pytest

from juesuan.ooxml import letters, package, tracked_changes
from juesuan.ooxml.package import WordFile
from tests.support.word_files import docx, run

INSERTED = f'<w:p>{run("甲")}<w:ins w:author="李四">{run("乙")}</w:ins></w:p>'
DELETED = f'<w:p>{run("甲乙")}<w:del w:author="李四"><w:r><w:delText>丙</w:delText></w:r></w:del></w:p>'
RESTYLED = f'<w:p><w:pPr><w:pPrChange w:author="李四"><w:pPr/></w:pPrChange></w:pPr>{run("甲乙")}</w:p>'
JOINED = f'<w:p><w:pPr><w:rPr><w:del w:author="李四"/></w:rPr></w:pPr>{run("甲")}</w:p><w:p>{run("乙")}</w:p>'


def opened(body: str) -> WordFile:
    return package.open_word(docx(body))


@pytest.mark.parametrize("body", [INSERTED, DELETED, RESTYLED, JOINED])
def test_changes_are_accepted_in_a_copy(body: str) -> None:
    word = opened(body)
    before = package.xml(word.root)
    made = tracked_changes.accepted(word)
    assert letters.said(made.root) == "甲乙"
    assert "李四".encode() not in package.xml(made.root)
    assert package.xml(word.root) == before


def test_a_file_without_changes_is_not_copied() -> None:
    word = opened(f"<w:p>{run('甲')}</w:p>")
    assert tracked_changes.accepted(word) is word
