"""The folder that a hostile case spoils: a small department with all that the program reads, and what is run.

The desk holds this year's and last year's inputs, an attachment, a template and a list of tables of its own, the
outputs of two runs with their versions, and two finished files that came back and are to be verified.
"""

import contextlib
import importlib
import io
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from msgspec import Struct

import generate
from juesuan.app import cli
from juesuan.model import advised, editions, official_record, proposed
from juesuan.model.official import Target
from juesuan.model.official_record import Record
from juesuan.model.outputs import VERSIONS
from juesuan.model.program_folders import TEMPLATES
from juesuan.model.proposed import ProposedCell
from juesuan.model.seen import FILE
from juesuan.year import proposed_file
from juesuan.year.blank_workbook import Content
from tests.support import builder, clock, output_folder, water_office

WORKBOOK, TEXTS = "inputs/2021/决算数据.xlsx", "inputs/2021/文字材料.docx"
ATTACHMENT, BEFORE = "inputs/2021/附件/整体支出自评.docx", "inputs/2020/决算数据.xlsx"
TEXTS_BEFORE = "inputs/2020/文字材料.docx"
TEMPLATE, TABLES = "inputs/2021/版式/report.docx", "inputs/2021/版式/附表.toml"
SEEN = f"inputs/2021/{FILE}"
PROPOSED, ORIGINS = f"inputs/2021/{proposed.FILE}", f"inputs/2021/{official_record.NAME}"
EDITED = "output/2021/交付/青禾县水务局2021年度部门决算.docx"
WORD_BACK, PDF_BACK = "交回.docx", "交回.pdf"
RECORDS = f"output/2021/{VERSIONS}"
_MOST_BYTES = 30_000_000
INPUTS = (WORKBOOK, TEXTS, ATTACHMENT, TEMPLATE, TABLES, SEEN, PROPOSED, ORIGINS)
WORD_FILES = (TEXTS, ATTACHMENT, TEMPLATE, EDITED, WORD_BACK, TEXTS_BEFORE)
ZIPPED = (WORKBOOK, BEFORE, *WORD_FILES)
FILES = (*ZIPPED, TABLES, SEEN, PROPOSED, ORIGINS, PDF_BACK)

_CHECK, _MAKE, _TAGS = ("check",), (), ("tags",)
_OF_INPUTS = (
    *[_CHECK] * 42, *[_MAKE] * 2, _TAGS, ("new", "2022"), ("seen",), ("seen", "--all"),
    ("confirm",), ("confirm", "--all"), ("terms", "--dry-run"),
)  # fmt: skip
_OF_OUTPUTS = (*[("verify", EDITED)] * 3, ("history",), ("drop", "1"), _MAKE)
_OF_VERSIONS = (
    *[("history",)] * 4, *[("restore", str(number)) for number in (1, 1, 2, 2, 3)],
    ("verify", EDITED), ("verify", WORD_BACK), ("verify", PDF_BACK), _MAKE,
)  # fmt: skip


_PROPOSALS = (
    ProposedCell("基本信息", "年度", "内容", "2021", "文件夹的名称“2021”", date(2022, 3, 1), "张三"),
    ProposedCell("基本信息", "单位全称", "内容", "青禾县水务局", "2020年度的工作簿"),
    ProposedCell("收入支出", "年初结转和结余", "本年决算数", "5", "2020年度的“年末结转和结余”"),
)
_ORIGINS = {Target("收入支出", "其他收入", "本年决算数"): Record(Decimal(50000), "导出.xls Z01!E14", "2022-03-01")}


class Case(Struct, frozen=True):
    """What is run on a desk that has been spoilt, and under which limits."""

    arguments: tuple[str, ...]
    most_bytes: int = 0
    """Of a file that is written, as on a full disk; 0 for no limit."""
    is_nobody: bool = False
    """Whether it is run without the rights of an administrator, who may write anywhere."""


class Desk(Struct, frozen=True):
    """A desk, and the chance that decides what becomes of it."""

    root: Path
    chance: Random

    def read(self, place: str) -> bytes:
        """The bytes of a file; none where something else stands there by now, or something huge."""
        path = self.root / place
        is_small = path.is_file() and path.stat().st_size < _MOST_BYTES
        return path.read_bytes() if is_small else b""

    def write(self, place: str, data: bytes) -> str:
        """Puts a file into its place and returns the place."""
        path = self.root / place
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return place

    def case(self, place: str) -> Case:
        """What is run where something in a place was spoilt: mostly the check, which costs least."""
        chance = self.chance
        if place.startswith("交回"):
            words: tuple[str, ...] = ("verify", place)
        elif place.startswith("inputs"):
            words = chance.choice(_OF_INPUTS)
        else:
            words = chance.choice(_OF_VERSIONS if place.startswith(RECORDS) else _OF_OUTPUTS)
        return Case((*words, *self._manner(words)))

    def _manner(self, words: tuple[str, ...]) -> tuple[str, ...]:
        known = {"check": ("--quiet", "--json"), "history": ("--json",), "verify": ("--json",)}
        switches = known.get(words[0] if words else "check", ())
        return self.chance.choice(((), *[(each,) for each in switches]))


def lay(root: Path) -> None:
    """Lays an unspoilt desk, whenever and wherever the same to the last byte: chance takes files by their digests.

    This loads all that a run needs, too, or one without rights could not.
    """
    importlib.import_module("pypdf")
    with clock.stopped(), pytest.MonkeyPatch.context() as patch:
        for name in ("inputs", "output"):  # where nothing is said: or what is advised would name the place
            patch.setattr(advised, name.upper(), root / name)
        _lay(root)


def _lay(root: Path) -> None:
    content = water_office.department()
    builder.write(root / "inputs" / "2020", _year_before(content))
    folder = builder.write(root / "inputs" / "2021", content)
    (root / ATTACHMENT).write_bytes(builder.docx({"一、评价情况": ["全年支出372万元。", "得分93.5分。"]}))
    (root / PROPOSED).write_bytes(proposed_file.dumped(_PROPOSALS))
    (root / ORIGINS).write_bytes(official_record.written(_ORIGINS))
    (folder / editions.OWN).mkdir()
    for name in (editions.TEMPLATE, editions.TABLES):
        shutil.copy(TEMPLATES / "四川2020" / name, folder / editions.OWN / name)
    _run(root)
    with (root / TEXTS).open("wb") as file:
        file.write(builder.docx(water_office.texts(content, 主要职能=["管理水资源。", "组织防汛抗旱演练3次。"])))
    _run(root, "seen", "--all")
    _run(root)
    shutil.copy(root / EDITED, root / WORD_BACK)
    shutil.copy((root / EDITED).with_suffix(".pdf"), root / PDF_BACK)
    for words in (("check",), ("history",), ("restore", "1"), ("verify", str(root / PDF_BACK)), ("tags",)):
        _run(root, *words)
    shutil.rmtree(output_folder.restored(root / "output" / "2021", 1))


def _year_before(content: Content) -> Content:
    """Last year's workbook: the figures that this year's gives for it, without reasons."""
    moved = {"本年决算数": "上年决算数", "本年数": "上年数", "数值": "上年数值", "复核数值": "上年数值"}
    rows = {
        name: [
            {head: row.get(moved.get(head, head), "") for head in row if "原因" not in head and head != "说明"}
            for row in rows
        ]
        for name, rows in content.items()
    }
    return builder.changed(rows, "基本信息", "年度", "内容", 2020)


def _run(root: Path, *words: str) -> None:
    takes = {"check": ("inputs",), "history": ("output",), "restore": ("output",), "verify": ("output",)}
    named = takes.get(words[0] if words else "", ("inputs", "output"))
    places = [part for name in named for part in (f"--{name}", str(root / name))]
    with contextlib.redirect_stdout(io.StringIO()):
        cli.main([*words, *places], generate.make, generate.check)
