"""A year whose finished Word file is edited, given back under other names, and made again."""

import io
import zipfile
from pathlib import Path

import generate
from juesuan.app.teller import Teller
from juesuan.model import outputs
from juesuan.model.edit import Decided
from juesuan.model.outcome import Made
from juesuan.year.blank_workbook import Content
from tests.support import builder, output_folder, report, water_office
from tests.support.shelf import Shelf
from tests.support.water_office import department


def edited(data: bytes, old: str, new: str) -> bytes:
    """A Word file in which words that stand there once are others."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert parts["word/document.xml"].count(old.encode()) == 1
    parts["word/document.xml"] = parts["word/document.xml"].replace(old.encode(), new.encode())
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


class Year:
    """A year's folder with its outputs."""

    def __init__(self, shelf: Shelf, root: Path, content: Content | None = None) -> None:
        """The report of ``content`` is made."""
        self.inputs, self.output = root / "inputs" / "2021", root / "output"
        self.made = shelf.copy(root, content or department()).made

    def make(self, content: Content | None = None, **texts: list[str]) -> Made:
        if content is not None:
            builder.write(self.inputs, content, water_office.texts(content, **texts))
        self.made = generate.make(self.inputs, self.output, Teller(quiet=True))
        return self.made

    @property
    def word(self) -> Path:
        return self.made.files[0]

    @property
    def pdf(self) -> str:
        return "".join(report.pdf_pages(self.made.files[1].read_bytes()))

    @property
    def text(self) -> str:
        return report.Report(self.word.read_bytes(), b"", self.made).text

    @property
    def told(self) -> list[str]:
        return [str(problem) for problem in self.made.problems if problem.code.startswith("H")]

    def edit(self, old: str, new: str) -> None:
        """What a person does in Word."""
        self.word.write_bytes(edited(self.word.read_bytes(), old, new))

    def drop(self, number: int) -> None:
        """Gives up an edit by its number."""
        self.made = generate.make(self.inputs, self.output, Teller(quiet=True), decided=Decided((number,)))

    @property
    def folder(self) -> Path:
        """The folder of the year's outputs."""
        return output_folder.year_of(self.word)

    @property
    def aside(self) -> list[Path]:
        """The files that were edited and had to make way."""
        return sorted((self.folder / outputs.ASIDE).glob("*（人工修改*"))
