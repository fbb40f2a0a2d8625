"""Nothing that a person wrote vanishes untold: whatever Word has room for is in both finished files, or is told.

The PDF is laid out from the blocks of the finished Word file, so its words are those of the blocks.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from juesuan.compare import edits_between
from juesuan.compare.edits.apply import carry
from juesuan.model import document as values
from juesuan.model import editions, raised
from juesuan.model.document import ANCHOR
from juesuan.model.editions import FormFile
from juesuan.model.given import Given
from juesuan.model.identity import About
from juesuan.model.problems import Problem, ReportError
from juesuan.ooxml.package import WordFile
from juesuan.reading import texts
from juesuan.reading.attachments import document
from juesuan.word import attachments, fill, finish
from juesuan.wording.own_edition import unlike
from juesuan.wording.project_tags import passage_tags
from juesuan.wording.tags import Filler
from tests.support import builder, water_office
from tests.support.effort import examples
from tests.support.handwriting import lines
from tests.support.report import make, pdf_pages
from tests.support.things_of_word import BLOCK, INLINE, Thing, docx, put, words_of
from tests.support.word_files import paragraph

pytestmark = pytest.mark.covered_elsewhere

ABOUT = About("青禾县水务局2021年度部门决算", "青禾县水务局", datetime(2022, 9, 5, tzinfo=UTC))
SENTENCES = ["负责全县水资源管理。", "下设三个股室，在编十六人。", "全年治理河道十二公里。"]
PARAGRAPHS = [paragraph(words) for words in SENTENCES]
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
    for key, name in {"1": "heading 1", "2": "heading 2", "3": "heading 3", "fj": "附件标题"}.items()
)
TEXTS, ATTACHED, OWN = "文字材料.docx", "附件/其他材料.docx", "版式/report.docx"
HEADING = paragraph("主要职能", "1")


class Outcome(Struct, frozen=True):
    """The words of both finished files, and what was told."""

    in_word: str
    in_pdf: str
    told: tuple[Problem, ...]


def outcome(filled: WordFile, told: list[Problem]) -> Outcome:
    draft = finish.finish(filled, {}, ABOUT)
    finished = finish.pack(draft, ABOUT)
    return Outcome(words_of(finished), "".join(lines(finished)), tuple(told))


@cache
def template(*inside: str) -> FormFile:
    body = HEADING + "".join(map(paragraph, inside)) + "".join(PARAGRAPHS)
    return FormFile("四川2020/report.docx", docx(body, "页", STYLES))


def of_texts(data: bytes) -> Outcome:
    problems: list[Problem] = []
    found = texts.read(Given(Path("2021"), {TEXTS: data}), (), problems)
    tree = {"文字": {"主要职能": passage_tags(found.get("主要职能", ()), Filler({}, problems, 0))}}
    form = template("{%p for 段 in 文字.主要职能 %}", "{{ 段.文字 }}", "{%p endfor %}")
    return outcome(fill.render(form, tree, {}), [each for each in problems if each.code != "T04"])


def of_attachment(data: bytes) -> Outcome:
    problems: list[Problem] = []
    taken = values.filled(document.take(ATTACHED, data, problems), Filler({}, problems, 0).runs)
    filled = fill.render(template("{{ 原文 }}"), {"原文": f"{ANCHOR}0"}, {})
    return outcome(attachments.inlay(filled, (taken,), "report.docx"), problems)


def of_template(data: bytes) -> Outcome:
    form = FormFile(OWN, data)
    edition = replace(editions.named("四川2020"), template=form)
    try:
        return outcome(fill.render(form, {}, {}), list(unlike(edition)))
    except ReportError as caught:
        return Outcome("", "", caught.problems)


def of_finished(data: bytes) -> Outcome:
    filled = fill.render(template(), {}, {})
    base = finish.pack(finish.finish(filled, {}, ABOUT), ABOUT)
    carried = carry(filled, edits_between(base, data), (), 0, 2021)
    return outcome(carried.word, list(carried.problems))


KINDS: Mapping[str, tuple[str, Callable[[bytes], Outcome]]] = {
    "texts": (HEADING, of_texts),
    "attachment": (paragraph("自评报告", "fj"), of_attachment),
    "template": (HEADING, of_template),
    "finished file": (HEADING, of_finished),
}
"""The kinds of file: what stands above its paragraphs, and what becomes of it."""


def made(kind: str, thing: Thing, place: int, *, is_behind: bool) -> Outcome:
    above, run = KINDS[kind]
    return run(docx(above + put(thing, PARAGRAPHS, place, is_behind=is_behind), thing.words, STYLES))


@cache
def usual(kind: str) -> tuple[str, ...]:
    """What is told of the file without a thing in it."""
    above, run = KINDS[kind]
    return tuple(map(str, run(docx(above + "".join(PARAGRAPHS), "页", STYLES)).told))


def missing(outcome: Outcome, words: str) -> list[str]:
    """The finished files that lack the words."""
    files = {"Word": outcome.in_word, "PDF": outcome.in_pdf}
    return [name for name, text in files.items() if words not in raised.ordinary(re.sub(r"\s", "", text))]


NEVER_THERE = {"deleted", "moved away", "deleted row", "deleted paragraph"}
"""What is deleted was never in the file that the program made: whoever edits it has not added anything."""
WORDLESS = {"file inside", "part of a master", "merged cells"}
"""The things that show no words themselves."""
words = st.text("麒麟凤龟鹤鹿", min_size=3, max_size=5)
things = st.builds(Thing, st.sampled_from([*INLINE, *BLOCK]), words)


@settings(max_examples=examples(500))
@given(st.sampled_from([*KINDS]), things, st.integers(0, 2), st.booleans())
def test_the_words_of_a_thing_are_in_both_files_or_told(
    kind: str,
    thing: Thing,
    place: int,
    is_behind: bool,  # noqa: FBT001 - drawn
) -> None:
    found = made(kind, thing, place, is_behind=is_behind)
    told = [each for each in found.told if str(each) not in usual(kind)]
    is_there = kind != "finished file" or thing.name not in NEVER_THERE
    assert not missing(found, thing.words) or told or not is_there
    assert all(re.search(r"段|标题|表|页眉|附件/|版式/|全文|“", each.where) for each in told)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", [*INLINE, *BLOCK])
def test_each_thing_in_each_kind_of_file(kind: str, name: str) -> None:
    found = made(kind, Thing(name, "麒麟凤"), 1, is_behind=True)
    lost = missing(found, "麒麟凤")
    told = [str(each) for each in found.told if str(each) not in usual(kind)]
    if kind == "finished file":
        is_said = any("麒麟凤" in each for each in told) or (told and name in WORDLESS)
        assert not lost or is_said or name in NEVER_THERE
    else:
        assert not lost or told
    is_refused = not found.in_word
    assert is_refused or all(each in found.in_pdf and each in found.in_word for each in SENTENCES)


# ---- a whole PDF

SHOWN = (
    "superscript", "caps", "white", "field EQ", "footnote", "control", "inserted", "sign of Symbol", "fraction",
    "power", "root", "box of VML", "tab", "hyphens", "ruby", "smart tag", "numbered",
)  # fmt: skip
"""The things whose words stand in the finished files."""


def test_the_words_of_many_things_are_in_the_pdf_itself(tmp_path: Path) -> None:
    content = water_office.department()
    folder = builder.write(tmp_path / "2021", content)
    names = [first + second for first in "麒麟凤龟" for second in "鹤鹿龙马鸡"]
    held = {name: Thing(name, words) for name, words in zip(SHOWN, names, strict=False)}
    body = "".join(
        put(thing, [paragraph("工作完成。")], 0, is_behind=False) for thing in held.values()
    )  # fmt: skip
    texts = {key: lines for key, lines in water_office.texts(content).items() if key != "主要职能"}
    above = paragraph("主要职能", "1") + body
    (folder / TEXTS).write_bytes(docx(above + "".join(builder.headed(texts)), held["footnote"].words, STYLES))
    made = make(folder, tmp_path / "output")
    in_pdf, in_word = "".join(pdf_pages(made.pdf)), words_of(made.docx)
    assert [name for name, thing in held.items() if thing.words not in in_pdf or thing.words not in in_word] == []
    assert [each.code for each in made.made.problems if each.is_open] == ["T40", "T42"]
