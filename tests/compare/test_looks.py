"""What counts as a change in the look of letters."""

import pytest

from juesuan.compare.edits import looks as edited
from juesuan.ooxml import editable_text
from juesuan.ooxml.editable_text import EditableParagraph
from juesuan.ooxml.looks import Looks, looks
from tests.support.word_files import docx, run


def read(spacing: str) -> tuple[Looks, EditableParagraph]:
    look = f'<w:r><w:rPr><w:spacing w:val="{spacing}"/></w:rPr>'
    reader = editable_text.reader(docx(f"<w:p>{run('甲乙丙')}{run('丁').replace('<w:r>', look)}</w:p>"))
    (line,) = reader.items()
    assert isinstance(line, EditableParagraph)
    return looks(reader), line


@pytest.mark.parametrize(("spacing", "said"), [("15", []), ("-6", []), ("16", ["“丁”字符间距改了"])])
def test_letters_that_the_program_itself_moves_so_far_are_no_edit(spacing: str, said: list[str]) -> None:
    assert edited.changed(read("0"), read(spacing), {}) == said
    assert edited.changed(read(spacing), read("0"), {}) == said
