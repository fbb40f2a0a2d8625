"""Texts and attachments that open and say something else than they should, or say it where nobody reads."""

from collections.abc import Callable
from random import Random

from juesuan.model.written_text import MARK
from tests.support import builder, hostile_templates, water_office
from tests.support.builder import Texts, paragraph
from tests.support.hostile.desk import ATTACHMENT, TEXTS, TEXTS_BEFORE, Desk
from tests.support.hostile.semantics import VALUES
from tests.support.hostile.zip_structure import packed, parts
from tests.support.hostile_templates import IN_TEXT, PARTS, PROBES

_SENTENCES = (
    "本年收入合计370.00万元，比上年减少20.00万元，下降5.13%。", "全年支出9999.99万元。",
    "占比120%，同比增长-3%。", "见表{{ 业务.治理河道 }}。",
    "2018年收入372万元，2021年支出372.01万元。", "一是；二是；三是。", "（一）（二）（三", "图99、表99。",
    "投资一亿二千万零五元。", "｛｛ 年度 ｝｝",
    "1/0", "1.1.1.1", "13月45日", "100.00%，其中50%、60%。", "{{ 业务.治理河道.占比.占比 }}", "{{", "}}{{",
    "{% if 年度 %}", MARK, "。" * 40,
    "3-5倍、3～5倍、3至5倍", "第十二届第一百零五次", "0.1+0.2=0.3万元", "增加（减少）3万元",
    "{{ 单位.全称 }}{{ 年度 }}",
)  # fmt: skip


def _said(chance: Random) -> str:
    return "".join(
        chance.choice((*VALUES, *_SENTENCES, *_SENTENCES, *PROBES)) for _ in range(chance.choice((1, 2, 9)))
    )


def _other(held: Texts, chance: Random) -> Texts:
    return {**held, chance.choice(list(held)): [_said(chance) for _ in range(chance.choice((0, 1, 3, 40)))]}


def _renamed(held: Texts, chance: Random) -> Texts:
    old = chance.choice(list(held))
    new = chance.choice(
        (
            f" {old}",
            f"一、{old}",
            old.replace("/", "／"),
            chance.choice(list(held)),
            f"项目：{_said(chance)}/综述",
            "",
        )
    )
    return {(new if name == old else name): text for name, text in held.items()}


def _without(held: Texts, chance: Random) -> Texts:
    gone = chance.sample(list(held), chance.choice((1, 2, len(held))))
    return {name: text for name, text in held.items() if name not in gone}


def _reordered(held: Texts, chance: Random) -> Texts:
    return dict(chance.sample(list(held.items()), len(held)))


def _headed(held: Texts, chance: Random) -> Texts:
    name = chance.choice(list(held))
    return {**held, name: [*held[name], f"# {_said(chance)}", _said(chance), "# ", "# 一、甲"]}


_OF_TEXTS: tuple[Callable[[Texts, Random], Texts], ...] = (
    _other,
    _other,
    _other,
    _renamed,
    _without,
    _reordered,
    _headed,
)


def _written(desk: Desk, place: str) -> str:
    chance = desk.chance
    held: Texts = water_office.texts(water_office.department())
    for _ in range(chance.choice((1, 1, 2, 5))):
        held = chance.choice(_OF_TEXTS)(held, chance) if held else held
    return desk.write(place, builder.docx(held))


def _placed(desk: Desk, place: str) -> str:
    """With words in a place of the XML where Word has room and a reader may not look."""
    chance, held = desk.chance, dict(parts(desk.read(place)))
    words = chance.choice((*PROBES, *_SENTENCES, "支出372.00万元"))
    text = held.get("word/document.xml", b"").decode("utf-8", "replace")
    spots = [at for at in range(len(text)) if text.startswith("</w:p>", at)] or [0]
    at = chance.choice(spots) + len("</w:p>")
    xml = IN_TEXT[chance.choice(list(IN_TEXT))](words) * chance.choice((1, 1, 3))
    if chance.random() < 0.3:
        xml = paragraph(words, chance.choice(("1", "2", "3", "t", "9", "")))
    return desk.write(place, packed({**held, "word/document.xml": (text[:at] + xml + text[at:]).encode()}.items()))


def _beside(desk: Desk, place: str) -> str:
    chance, data = desk.chance, desk.read(place)
    if "word/_rels/document.xml.rels" not in dict(parts(data)):
        return place
    return desk.write(place, hostile_templates.in_part(data, chance.choice(list(PARTS)), chance.choice(PROBES)))


def spoil(desk: Desk) -> str:
    place = desk.chance.choice((TEXTS, TEXTS, ATTACHMENT, ATTACHMENT, TEXTS_BEFORE))
    return desk.chance.choice((_written, _written, _placed, _placed, _beside))(desk, place)
