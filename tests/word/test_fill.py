"""Tags and template become a Word file; what is wrong with a template is said in Chinese."""

import struct
import zlib
from pathlib import Path

import pytest

from charts.data import Drawing
from juesuan.model import values
from juesuan.model.document import Paragraph, Picture
from juesuan.model.problems import ReportError
from juesuan.ooxml import elements, package
from juesuan.ooxml.blocks import of
from juesuan.word import fill
from juesuan.wording.tag_grammar import CONDITIONS, DEEPEST, LONGEST, MOST
from juesuan.wording.tags import Tag
from tests.support.word_files import form_file, template

TREE = {
    "单位": {"全称": Tag("水务局")},
    "收入支出": {"其他收入": Tag("5.00万元", {"占比": "3%"})},
    "项": [{"名": Tag("甲")}],
}


def made(path: Path, tree: dict[str, object]) -> list[str]:
    """The paragraphs of the filled template, as the reader sees them."""
    blocks = of(fill.render(form_file(path), tree, {}))
    return [values.plain(block.text) for block in blocks if isinstance(block, Paragraph)]


def refused(path: Path) -> str:
    with pytest.raises(ReportError) as caught:
        fill.render(form_file(path), TREE, {})
    return str(caught.value)


@pytest.mark.parametrize(
    "typed",
    [
        "A&B<C>公司",
        "]]>",
        "&amp;&#65;",
        "{% for 甲 in 乙 %}",
        "{{ x }}",
        "{{ 单位.全称 }}",
        "{# 注 #}",
        "“三公”'经费\"",
        "第一行\n第二行",
        "  前后空格  ",
        "<w:p/>",
        "𠮷",
    ],
)
def test_what_a_person_typed_comes_out_as_typed(tmp_path: Path, typed: str) -> None:
    assert made(template(tmp_path, "甲{{ 文字 }}乙"), {"文字": Tag(typed)}) == [f"甲{typed}乙"]


def test_loops_and_conditions_are_the_template_s(tmp_path: Path) -> None:
    path = template(
        tmp_path, "{%p for 项 in 全部 %}", "{{ 项.名 }}{% if 项.数 %}有{{ 项.数 }}{% endif %}", "{%p endfor %}"
    )
    rows = [{"名": Tag("甲"), "数": Tag("5个")}, {"名": Tag("乙"), "数": Tag("0个", holds=False)}]
    assert made(path, {"全部": rows}) == ["甲有5个", "乙"]


def test_the_marks_of_the_figures_are_kept(tmp_path: Path) -> None:
    word = fill.render(
        form_file(template(tmp_path, "{{ 数 }}")), {"数": Tag("\U000f0007" + "5个" + values.END)}, {}
    )
    (block,) = of(word)
    assert isinstance(block, Paragraph)
    assert list(values.printed(block.text)) == [(7, "5个")]


# ---- charts


def png() -> bytes:
    """A white pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\xff"))
        + chunk(b"IEND", b"")
    )


CHART = "{% if 图.结构 %}{{ 图.结构 }}{% else %}{{ 图.结构.说明 }}{% endif %}"


def test_a_chart_is_a_picture_of_its_width(tmp_path: Path) -> None:
    drawing = Drawing("结构", "结构图", png(), b"<svg/>", 120, 60)
    (block,) = of(fill.render(form_file(template(tmp_path, CHART)), {}, {"结构": drawing}))
    assert isinstance(block, Picture)
    assert round(block.width_mm) == 120


def test_a_chart_has_its_svg_beside_the_picture_and_counts_once(tmp_path: Path) -> None:
    drawing = Drawing("结构", "结构图", png(), b"<svg/>", 120, 60, b"<svg>outlines</svg>")
    made = fill.render(form_file(template(tmp_path, CHART * 2)), {}, {"结构": drawing})
    pictures = [block for block in of(made) if isinstance(block, Picture)]
    assert [each.data for each in pictures] == [png(), png()]
    (svg,) = {
        package.related(made)[each.get(elements.R + "embed", "")]
        for each in made.root.iter(elements.SVG + "svgBlip")
    }
    assert made.parts[svg] == b"<svg>outlines</svg>"
    assert b'Extension="svg" ContentType="image/svg+xml"' in made.parts[package.TYPES]


def test_a_chart_that_is_not_drawn_says_why(tmp_path: Path) -> None:
    drawing = Drawing("结构", "没有数据，不作图。", b"", b"", 0, 0)
    (block,) = of(fill.render(form_file(template(tmp_path, CHART)), {}, {"结构": drawing}))
    assert isinstance(block, Paragraph)
    assert block.text == "没有数据，不作图。"


def test_without_drawings_charts_are_what_the_tags_have_under_their_name(tmp_path: Path) -> None:
    path = template(tmp_path, "{% for 每 in 图 %}{{ 每.号 }}{% endfor %}")
    assert made(path, {"图": [{"号": Tag("图1")}, {"号": Tag("图2")}]}) == ["图1图2"]


# ---- faults of the template


@pytest.mark.parametrize(
    ("typed", "name", "near"),
    [
        ("{{ 收入支出.其它收入 }}", "收入支出.其它收入", "收入支出.其他收入"),
        ("{{ 收入支出.其他收入.占此 }}", "收入支出.其他收入.占此", "收入支出.其他收入.占比"),
        ("{{ 收人支出.其他收入 }}", "收人支出", "收入支出.其他收入"),
        ("{% if 单位.金称 %}{% endif %}", "单位.金称", "单位.全称"),
        ("单位.全称{{ 单位.全名 }}", "单位.全名", "单位.全称"),
        ("{% for 甲 in 项 %}{{ 甲.明 }}{% endfor %}", "甲.明", None),
    ],
)
def test_a_tag_that_does_not_exist_is_told_with_the_nearest(
    tmp_path: Path, typed: str, name: str, near: str | None
) -> None:
    said = refused(template(tmp_path, "第一段", typed))
    advice = f"最接近的是 {{{{ {near} }}}}。" if near else "请查对名称。"
    if name == "收人支出":
        assert said.startswith("错误 T10　模板.docx：没有标签 {{ 收人支出")
    else:
        assert said == f"错误 T10　模板.docx：没有标签 {{{{ {name} }}}}　→ {advice}"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("{{ 单位.全称 ", "花括号不成对（{{ 单位.全称 ）"),
        ("{{ 单位.全称 }", "花括号不成对（{{ 单位.全称 }）"),
        ("{# 注 #}", "花括号不成对（{# 注 #}）"),
        ("{% endif %}", "没有 {% endif %} 这个指令，或者它前面缺少配对的开头（{% endif %}）"),
        ("{% 如果 单位 %}", "没有 {% 如果 %} 这个指令，或者它前面缺少配对的开头（{% 如果 单位 %}）"),
        ("{%- if 单位 %}", "写法不对（{%- if 单位 %}）"),
        ("{% for 甲 %}{% endfor %}", "应写成 {% for 名称 in 名称 %}（{% for 甲 %}）"),
        ("{% for loop in 项 %}{% endfor %}", "应写成 {% for 名称 in 名称 %}（{% for loop in 项 %}）"),
        ("{% for 甲 in 项 if 甲 %}{% endfor %}", "应写成 {% for 名称 in 名称 %}（{% for 甲 in 项 if 甲 %}）"),
        ("{% if 单位 is mapping %}{% endif %}", f"{CONDITIONS}（{{% if 单位 is mapping %}}）"),
        ("{% if 单位.全称|upper %}{% endif %}", f"{CONDITIONS}（{{% if 单位.全称|upper %}}）"),
        ("{% if self %}{% endif %}", f"{CONDITIONS}（{{% if self %}}）"),
        ("{% if 单位 %}{% else %}{% else %}{% endif %}", "“else”写在“else”后面了（{% else %}）"),
        (
            "{% if 单位 %}" * (DEEPEST + 1) + "{% endif %}" * (DEEPEST + 1),
            f"套得太深，最多套 {DEEPEST} 层（{{% if 单位 %}}）",
        ),
        (f"{{{{ {'长' * LONGEST} }}}}", f"标签太长，最多 {LONGEST} 个字（{{{{ {'长' * 57}…）"),
        ("{{年度}}" * (MOST + 1), f"标签太多，最多 {MOST} 个（{{{{年度}}}}）"),
    ],
)
@pytest.mark.parametrize("before", [(), ("第一段", "第二段", "第三段", "第四段")], ids=["first", "fifth"])
def test_a_tag_that_is_misspelt_is_explained_with_its_place(
    tmp_path: Path, typed: str, message: str, before: tuple[str, ...]
) -> None:
    said = refused(template(tmp_path, *before, typed, "最后一段"))
    shown = typed if len(typed) <= 12 else f"{typed[:12]}…"
    place = f"模板.docx “文首”第{len(before) + 1}段（{shown.strip()}）"
    assert said.startswith(f"错误 W01　{place}：模板里的标签写错了：{message}　→ ")


def test_a_condition_that_is_never_closed_is_told_where_it_opens(tmp_path: Path) -> None:
    said = refused(template(tmp_path, "{% if 单位 %}好", "最后一段"))
    assert said == (
        "错误 W01　模板.docx “文首”第1段（{% if 单位 %}好）：模板里的标签写错了：{% if %} 没有配对的 {% endif %}"
        "　→ 请补上，或者删去开头。"
    )


@pytest.mark.parametrize(
    "tag",
    [
        "{{ 单位.全称 + 1 }}",
        "{{ 1 / 0 }}",
        "{{ 7 }}",
        "{{ self }}",
        "{{ 单位.全称.__class__.__mro__ }}",
        "{{ 单位.全称 | 大写 }}",
        "{{ 单位['全称'] }}",
        "{{ 单位.全称() }}",
        "{{ 单位。全称 }}",
        "{{ 单位 全称 }}",
        "{{ 单位..全称 }}",
        "{{ '单位 }}",
        "{{ (单位 }}",
        "{{ }}",
    ],
)
def test_a_tag_that_computes_is_refused_as_in_a_text(tmp_path: Path, tag: str) -> None:
    said = refused(template(tmp_path, "甲", tag))
    message = f"标签“{tag}”里只能写名称　→ 如 {{{{ 业务.名称 }}}}；不是标签就去掉花括号。"
    assert said.startswith("错误 T11　模板.docx “文首”第2段（")
    assert said.endswith(message)


@pytest.mark.parametrize(
    ("typed", "tree"),
    [("{% if 数 > 1 %}{% endif %}", {"数": Tag("5")}), ("{% for 甲 in 数 %}{{ 甲 }}{% endfor %}", {"数": 5})],
)
def test_a_tag_that_does_not_fit_what_it_names_is_told(
    tmp_path: Path, typed: str, tree: dict[str, object]
) -> None:
    with pytest.raises(ReportError) as caught:
        fill.render(form_file(template(tmp_path, typed)), tree, {})
    assert str(caught.value) == (
        "错误 W01　模板.docx：模板里有一处标签算不出来，或者打乱了文档的结构　→ "
        "请检查 {% if %} 与 {% endif %}、{% for %} 与 {% endfor %} 是否成对，各写在同一段、同一格里。"
    )


def test_loops_that_would_not_end_are_refused_before_they_begin(tmp_path: Path) -> None:
    nested = "{% for 甲 in 项 %}" * 6 + "{% endfor %}" * 6
    with pytest.raises(ReportError) as caught:
        fill.render(form_file(template(tmp_path, nested)), {"项": [Tag("甲")] * 100}, {})
    assert str(caught.value) == (
        "错误 W01　模板.docx：模板里的循环套得太多，报告会太长　→ 请删去一个套在另一个里面的 {% for %}。"
    )


def test_names_may_begin_with_digits(tmp_path: Path) -> None:
    path = template(tmp_path, "{{ 科目.2010301 }}{% if 业务.5G基站 %}，{{ 业务.5G基站 }}{% endif %}")
    assert made(path, {"科目": {"2010301": Tag("3元")}, "业务": {"5G基站": Tag("2座")}}) == ["3元，2座"]


def test_a_template_that_is_damaged_is_told(tmp_path: Path) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(b"not a zip file")
    assert refused(path) == (
        "错误 W02　模板.docx：模板打不开：文件不是 .docx，或者已损坏，不能读取；请用 Word 打开，另存为 .docx。"
        "　→ 请恢复原来的模板文件。"
    )
