"""Templates, texts and cells say what is printed and do nothing else, whatever they hold, wherever it stands."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jinja2 import TemplateError, Undefined
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from lxml import etree

from juesuan.model import editions
from juesuan.model.editions import FormFile
from juesuan.model.identity import About
from juesuan.model.outcome import DONE, NOTHING, OPEN
from juesuan.model.outputs import CORRECTION_NOTE
from juesuan.model.problems import ReportError
from juesuan.model.program_folders import TEMPLATES
from juesuan.ooxml import package
from juesuan.ooxml.package import WordFile
from juesuan.word import correction_note, fill
from juesuan.word.sandbox import TagEnvironment
from juesuan.wording import example, template_faults
from juesuan.wording.tag_controls import COUNTED
from juesuan.wording.tag_nodes import NotPlainError
from juesuan.wording.tags import Tag
from tests.support import builder, hostile_templates, output_folder, watched, water_office, word_files
from tests.support.hostile_templates import IN_TEXT, PARTS, PROBES, RESULTS, SMALL
from tests.support.watched import Watched

ABOUT = About("甲", "乙", datetime(2022, 9, 5, tzinfo=UTC))
TREE = example.tree()
SHAPE = example.shape({})
MOST_MEMORY = 512_000
"""Memory in kB."""


# ---- every place of a Word file


def texts(word: WordFile) -> Iterator[str]:
    """Everything that stands in the XML of a Word file, text by part and attribute by attribute."""
    for name, data in {**word.parts, word.main: package.xml(word.root)}.items():
        if name.endswith((".xml", ".rels")):
            root = etree.fromstring(data)
            yield "".join(map(str, root.itertext()))
            yield from (str(value) for each in root.iter() for value in each.attrib.values())


def look(data: bytes, probe: str) -> list[str]:
    """What is told of a template with the probe; where a file is made of it, the probe stands in it as typed."""
    told = [str(problem) for problem in template_faults.read(data, "版式/report.docx", SHAPE).problems]
    try:
        made = fill.render(FormFile("版式/report.docx", data), TREE, {})
    except ReportError as refused:
        return [*told, *map(str, refused.problems)]
    left = "\n".join(texts(made)).replace(probe, "")
    assert [result for result in RESULTS if result in left] == []
    return told


def all_chinese(told: list[str]) -> bool:
    return all(re.search("[一-龥]", line) and "Traceback" not in line for line in told)


@pytest.mark.parametrize("place", IN_TEXT)
def test_nothing_is_evaluated_wherever_it_stands_in_the_text(place: str) -> None:
    for probe in PROBES:
        assert all_chinese(look(hostile_templates.in_text(SMALL, place, probe), probe))


@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_evaluated_in_any_other_part(part: str) -> None:
    for probe in PROBES:
        assert all_chinese(look(hostile_templates.in_part(SMALL, part, probe), probe))


def test_nothing_is_evaluated_in_what_every_file_has_besides() -> None:
    for probe in PROBES:
        for _, data in hostile_templates.beside(SMALL, probe):
            assert all_chinese(look(data, probe))


@pytest.mark.parametrize("probe", PROBES)
def test_the_note_of_a_correction_goes_through_the_same_wall(probe: str) -> None:
    parts = word_files.parts((TEMPLATES / CORRECTION_NOTE).read_bytes())
    text = parts["word/document.xml"].decode()
    held = text.replace("</w:body>", f"{word_files.paragraph(probe)}</w:body>")
    data = hostile_templates.packed({**parts, "word/document.xml": held.encode()})
    with pytest.raises(ReportError) as refused:
        fill.render(FormFile(CORRECTION_NOTE, data), TREE, {})
    assert all_chinese(list(map(str, refused.value.problems)))


# ---- the wall behind


@pytest.fixture
def environment() -> TagEnvironment:
    return TagEnvironment(TREE, {})


AS_SPELT = {"{{ 单位['全称'] }}", "{% raw %}{{ 年度 }}{% endraw %}"}
"""How a name is spelt for Jinja, and what is text to it: neither gets there from a template."""


@pytest.mark.parametrize("probe", [each for each in PROBES if re.match(r"\{[{%] ", each) and each not in AS_SPELT])
def test_jinja_parses_names_loops_and_conditions_alone(environment: TagEnvironment, probe: str) -> None:
    with pytest.raises((TemplateError, NotPlainError)):
        environment.from_string(probe).render(TREE)


def objects(value: object) -> Iterator[object]:
    """Everything that the tags of a tree lead to."""
    yield value
    members = value.members if isinstance(value, Tag) else value
    for each in members.values() if isinstance(members, dict) else members if isinstance(members, list) else ():
        yield from objects(each)


def test_the_tags_are_plain_values_all_the_way() -> None:
    assert {type(each) for each in objects(TREE)} <= {dict, list, Tag, str, int, bool}
    assert [name for name in dir(Tag) if not name.startswith("_")] == ["form", "holds", "members", "text"]


def test_no_attribute_of_any_object_is_reached(environment: TagEnvironment) -> None:
    for each in objects(TREE):
        members: Any = each.members if isinstance(each, Tag) else each if isinstance(each, dict) else {}
        for name in {*dir(each), "tpl", "__globals__", "__subclasses__", "func_globals"}:
            for found in (environment.getattr(each, name), environment.getitem(each, name)):
                assert found is members[name] if name in members else isinstance(found, Undefined)


def test_a_loop_says_where_it_stands_and_no_more(environment: TagEnvironment) -> None:
    loop = LoopContext(["甲"], Undefined)
    next(loop)
    said = {name: environment.getattr(loop, name) for name in dir(loop)}
    assert {name for name, each in said.items() if not isinstance(each, Undefined)} == set(COUNTED)


def test_nothing_is_called(environment: TagEnvironment) -> None:
    with pytest.raises(SecurityError):
        environment.call(None, str, "甲")
    assert (environment.globals, environment.filters, environment.tests) == ({}, {}, {})


# ---- through the command, watched


def own(root: Path, data: bytes) -> None:
    """The small department with a template of its own."""
    folder = builder.write(root / "inputs" / "2021", water_office.department()) / editions.OWN
    folder.mkdir(exist_ok=True)
    (folder / editions.TEMPLATE).write_bytes(data)


def run(root: Path, *arguments: str) -> Watched:
    """What every case is held to: an end of its own with an exit code, words in Chinese, memory."""
    done = watched.run(root, *arguments, "--inputs", "inputs", "--output", "output", "--quiet")
    assert done.code in {DONE, OPEN, NOTHING}
    assert all_chinese(done.said.splitlines())
    assert done.memory < MOST_MEMORY
    return done


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    """The run with the shipped template as the department's own, which touches what every run does."""
    root = tmp_path_factory.mktemp("usual")
    own(root, hostile_templates.TEMPLATE)
    return run(root)


def test_a_template_full_of_probes_makes_the_report_and_touches_nothing_else(
    tmp_path: Path, usual: Watched
) -> None:
    """In every place where nobody sees a tag and Word keeps what is none."""
    data = hostile_templates.TEMPLATE
    for probe in PROBES:
        data = hostile_templates.in_text(data, "a comment", probe)
        data = hostile_templates.in_text(data, "an instruction of XML", probe)
    for part, probe in zip(hostile_templates.SILENT, PROBES, strict=False):
        data = hostile_templates.in_part(data, part, probe)
    own(tmp_path, data)
    done = run(tmp_path)
    assert done.code == usual.code
    assert {event for event in done.touched if event not in usual.touched} == set()
    assert list(tmp_path.rglob("*probe*")) == []
    made = output_folder.word(tmp_path / "output")
    left = "\n".join(texts(package.open_word(made.read_bytes())))
    for probe in PROBES:
        left = left.replace(probe, "")
    assert [result for result in ("ababab", "<class", "root:x:", "LoopContext") if result in left] == []


@pytest.mark.parametrize(
    "place", ["a run", "instructions, a letter each", "a text box", "an attribute of a field"]
)
@pytest.mark.parametrize("probe", ["{{ 图.收支总计.tpl.write_xml('probe.xml') }}", "{% for x in range(10**9) %}"])
def test_a_template_that_asks_for_more_is_refused_and_touches_nothing(
    tmp_path: Path, usual: Watched, place: str, probe: str
) -> None:
    own(tmp_path, hostile_templates.in_text(hostile_templates.TEMPLATE, place, probe))
    done = run(tmp_path)
    assert done.code == NOTHING
    assert "版式/report.docx “二、机构设置”第1段（" in done.said
    assert {event for event in done.touched if event not in usual.touched} == set()
    assert list(tmp_path.rglob("*probe*")) == []


LOOPS = "{% for 甲 in 绩效项目 %}" * 9 + "{{ 甲.名称 }}" * 99 + "{% endfor %}" * 9
DEEP = "{% if " + "(" * 150 + "年度" + ")" * 150 + " %}{% endif %}"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (LOOPS, "报告会太长"),
        (DEEP, "条件里只能写名称"),
        ("{{ 年度 }}" * 5_001, "标签太多"),
        ("{{ 年渡 }}" * 5_000, "没有标签 {{ 年渡 }}"),
        ("{ " * 400_000, "花括号不成对"),
        ("字" * 400_000, "模板太大"),
        ("{% if 年度 %}甲" + "{% elif 年度 %}乙" * 4_000 + "{% endif %}", "超过 32767 个"),
    ],
    ids=["loops", "deep", "many", "unknown", "braces", "long", "branches"],
)
def test_a_template_without_measure_is_refused(tmp_path: Path, typed: str, message: str) -> None:
    own(tmp_path, hostile_templates.in_text(hostile_templates.TEMPLATE, "a run", typed))
    done = run(tmp_path)
    assert done.code == NOTHING
    assert message in done.said


# ---- the officer's texts and cells


def test_what_looks_like_a_loop_or_a_call_in_texts_and_cells_is_printed_or_refused(
    tmp_path: Path, usual: Watched
) -> None:
    typed = [probe for probe in PROBES if "{{" not in probe]
    asked = [probe for probe in PROBES if probe.startswith("{{")]
    content = builder.changed(water_office.department(), "收入支出", "收入总计", "变动原因", "".join(typed))
    builder.write(tmp_path / "inputs" / "2021", content, water_office.texts(content, 主要职能=typed))
    done = run(tmp_path)
    assert done.code in {DONE, OPEN}
    assert {event for event in done.touched if event not in usual.touched} == set()
    made = output_folder.word(tmp_path / "output")
    printed = "\n".join(texts(package.open_word(made.read_bytes())))
    assert [probe for probe in typed if probe not in printed] == []
    content = builder.changed(content, "收入支出", "收入总计", "变动原因", "".join(asked))
    builder.write(tmp_path / "inputs" / "2021", content, water_office.texts(content, 主要职能=asked))
    done = run(tmp_path)
    assert done.code == NOTHING
    assert done.said.count("〔收入支出〕") >= len(asked) - 1
    assert done.said.count("主要职能") >= len(asked) - 1


def test_what_a_note_of_a_correction_tells_comes_out_as_typed() -> None:
    told = {"名称": "{{ 标题 }}", "原": "{% if 数 %}", "新": "{{ 7*7 }}"}
    blank = {name: list[str]() for name in ("改动", "句子", "表格", "图表", "消失")}
    words = dict.fromkeys(("标题", "语言", "原版", "新版", "页", "未变", "新意见个数", "消失个数"), "甲")
    note = correction_note.docx({**words, **blank, "数": [told], "新意见": list(PROBES)}, ABOUT, {})
    printed = "\n".join(texts(package.open_word(note)))
    assert [each for each in (*told.values(), *PROBES) if each not in printed] == []
