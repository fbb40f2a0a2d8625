"""A template and a list of tables of the department's own: probes everywhere, sentences lost, other lists."""

from collections.abc import Callable
from random import Random

from juesuan.year import blank_workbook
from tests.support import builder, hostile_templates, water_office
from tests.support.hostile.desk import TABLES, TEMPLATE, WORKBOOK, Desk
from tests.support.hostile.semantics import VALUES
from tests.support.hostile.xml_structure import tree_changed
from tests.support.hostile.zip_structure import packed, parts
from tests.support.hostile_templates import IN_TEXT, PARTS, PROBES

_TAGS = (
    "{{ 年度 }}", "{{ 单位.全称 }}", "{{ 甲 }}", "{%p for 项目 in 绩效项目 %}", "{%p endfor %}",
    "{%p if 年度 %}", "{%p endif %}",
    "{%p else %}", "{%tr for 项 in 功能科目 %}", "{%tr endfor %}", "{{ 图.收支总计 }}", "{{r 单位.全称 }}",
    "{{ 项目.名称 }}", "{{", "%}",
)  # fmt: skip
_LINES = (
    'part = ""', "part = 1", "part = [1]", "[[tables]]", "[tables]", "wide = 1",
    'kind = "甲"', 'title = ""', "wide = nan",
    "wide = 2021-09-05", "a.b.c = 1", 'title = "{{ 7*7 }}"', "= 1", 'x = "\\uD800"', "\ufeff", "note = '''",
    'kind = "收入支出总表"',
    "9 = 9", "title = 99999999999999999999999999", 'title = "A&B<C>\\n甲"', "\0", "wide = true # 甲",
)  # fmt: skip


def _probed(desk: Desk) -> str:
    chance, data, probe = desk.chance, desk.read(TEMPLATE), desk.chance.choice((*PROBES, *_TAGS))
    if not {"docProps/core.xml", "word/document.xml", "word/_rels/document.xml.rels"} <= dict(parts(data)).keys():
        return TEMPLATE
    kind = chance.randrange(3)
    if kind == 0 and "二、机构设置</w:t></w:r></w:p>".encode() in dict(parts(data))["word/document.xml"]:
        return desk.write(TEMPLATE, hostile_templates.in_text(data, chance.choice(list(IN_TEXT)), probe))
    if kind == 1:
        return desk.write(TEMPLATE, chance.choice(list(hostile_templates.beside(data, probe)))[1])
    return desk.write(TEMPLATE, hostile_templates.in_part(data, chance.choice(list(PARTS)), probe))


def _worded(desk: Desk) -> str:
    """With tags or words put, taken or changed where its own words are."""
    chance, held = desk.chance, dict(parts(desk.read(TEMPLATE)))
    text = held.get("word/document.xml", b"").decode("utf-8", "replace")
    for _ in range(chance.choice((1, 1, 4))):
        pieces = text.split("<w:t")
        at = chance.randrange(len(pieces))
        head, _, rest = pieces[at].partition(">")
        old, _, tail = rest.partition("<")
        tag = chance.choice((*_TAGS, *PROBES[:10])).replace("<", "&lt;")
        new = chance.choice(
            ("", old + tag, tag + old, tag, old[: len(old) // 2], old[::-1], old.replace("}}", "}"))
        )
        pieces[at] = f"{head}>{new}<{tail}" if at else pieces[at]
        text = "<w:t".join(pieces)
    return desk.write(TEMPLATE, packed({**held, "word/document.xml": text.encode()}.items()))


def _shaken(desk: Desk) -> str:
    held = dict(parts(desk.read(TEMPLATE)))
    data = tree_changed(held.get("word/document.xml", b""), desk.chance)
    return desk.write(TEMPLATE, packed({**held, "word/document.xml": data}.items()))


def _listed(desk: Desk) -> str:
    chance = desk.chance
    lines = desk.read(TABLES).decode("utf-8", "replace").splitlines()
    for _ in range(chance.choice((1, 1, 2, 6))):
        at = chance.randrange(len(lines) + 1)
        new = chance.choice((_LINES, VALUES))
        lines[at : at + chance.choice((0, 1, 1, 5))] = chance.choice(
            ([chance.choice(new)], [], lines[at : at + 1] * 2)
        )
    return desk.write(
        TABLES, "\n".join(lines).encode(chance.choice(("utf-8",) * 5 + ("gb18030", "utf-16")), "replace")
    )


def _emptied(desk: Desk) -> str:
    place = desk.chance.choice((TEMPLATE, TABLES))
    docx = builder.docx({"甲": [_some(desk.chance)]}) if place == TEMPLATE else _some(desk.chance).encode()
    return desk.write(place, docx)


def _some(chance: Random) -> str:
    return "\n".join(chance.choice((*_TAGS, *_LINES)) for _ in range(chance.choice((0, 1, 5)))).replace("\0", "")


def _with_tables(desk: Desk) -> str:
    """With the public tables asked for, so that the list of them is used."""
    content = builder.added(water_office.department(), "基本信息", {"项目": "附表", "内容": "是"})
    blank_workbook.write_workbook(desk.root / WORKBOOK, content)
    return _listed(desk)


_SPOILERS: tuple[Callable[[Desk], str], ...] = (
    _probed,
    _probed,
    _worded,
    _worded,
    _shaken,
    _listed,
    _listed,
    _emptied,
    _with_tables,
)


def spoil(desk: Desk) -> str:
    return desk.chance.choice(_SPOILERS)(desk)
