"""What many tests need and nobody changes, made once a session by whichever worker comes first and lent to all."""

import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from filelock import FileLock
from msgspec import Struct
from msgspec.structs import replace

from juesuan.model.identity import digest
from juesuan.year.blank_workbook import Content
from tests.support import builder, output_folder, report
from tests.support.builder import Texts
from tests.support.report import Report

Made = TypeVar("Made")


class Shelf(Struct, frozen=True):
    """A folder that the workers of a session share."""

    folder: Path

    def once(self, name: str, make: Callable[[Path], Made]) -> Made:
        """What ``make`` gives, made in a folder of its own."""
        place, kept = self.folder / name, self.folder / f"{name}.pickle"
        with FileLock(self.folder / f"{name}.lock"):
            if not kept.exists():
                shutil.rmtree(place, ignore_errors=True)  # of one who failed
                place.mkdir()
                kept.write_bytes(pickle.dumps(make(place)))
        made: Made = pickle.loads(kept.read_bytes())  # noqa: S301 - our own
        return made

    def report(self, content: Content, texts: Texts | None = None) -> Report:
        """The report of a department's year, which stands in ``inputs`` beside the folder of ``output``."""
        return self.once(digest(repr((content, texts)).encode()), lambda place: _make(place, content, texts))

    def copy(self, place: Path, content: Content, texts: Texts | None = None) -> Report:
        """The same in a folder where a test may change inputs and outputs."""
        made = self.report(content, texts)
        root = output_folder.year_of(made.made.files[0]).parents[1]
        shutil.copytree(root, place, dirs_exist_ok=True)
        files = tuple(place / file.relative_to(root) for file in made.made.files)
        return replace(made, made=replace(made.made, files=files))


def _make(place: Path, content: Content, texts: Texts | None) -> Report:
    year = next(str(row["内容"]) for row in content["基本信息"] if row["项目"] == "年度")
    return report.make(builder.write(place / "inputs" / year, content, texts), place / "output")
