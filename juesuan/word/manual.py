"""使用手册.docx: the manual in the form of the report, with cover, contents, pictures and page numbers."""

from juesuan.model.document import Attachment
from juesuan.model.identity import About
from juesuan.model.program_folders import TEMPLATES
from juesuan.ooxml import package
from juesuan.word import attachments, finish
from juesuan.word.finish import Draft

_TEMPLATE = "使用手册.docx"


def manual(text: Attachment, about: About) -> Draft:
    """The manual behind its cover and its contents, which lack their page numbers."""
    template = package.open_word((TEMPLATES / _TEMPLATE).read_bytes())
    return finish.finish(attachments.inlay(template, (text,), _TEMPLATE), {}, about)
