"""What is wrong with a department's own template is told at its paragraph, all at once; nothing is made of it."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

import generate
from juesuan.app import cli
from juesuan.model import editions, outcome, values
from juesuan.model.document import Paragraph
from juesuan.model.outcome import DONE, NOTHING
from juesuan.ooxml.blocks import of
from juesuan.ooxml.elements import M
from juesuan.word import fill
from juesuan.wording import example, tag_grammar, template_faults
from juesuan.wording.tag_forms import NumberForm
from juesuan.wording.tags import Tag
from tests.support import builder, memory, word_files
from tests.year.test_own_template import SENTENCE, own, replace_words, year

Output = pytest.CaptureFixture[str]
FILE = "版式/report.docx"
SHAPE = example.shape({"业务": {"治理河道": Tag("12公里", form=NumberForm("公里"))}})
SHIPPED = editions.named("四川2020").template.data
_HEADING = "二、机构设置</w:t></w:r></w:p>"
ADVICE = "请对照统一的版式改正；标签以外的字可以随便改。"
PAIRED = "标签写成 {{ 名称 }}，两边各两个半角花括号，从头到尾在一段里；不是标签就不要用花括号。"


def changed(change: Callable[[str], str], part: str = "word/document.xml") -> bytes:
    """The shipped template with a part of it changed."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in word_files.parts(SHIPPED).items():
            archive.writestr(name, change(data.decode()) if name == part else data)
    return held.getvalue()


def inserted(xml: str) -> bytes:
    """The shipped template with this behind the heading 二、机构设置."""

    def insert(text: str) -> str:
        assert text.count(_HEADING) == 1
        return text.replace(_HEADING, _HEADING + xml)

    return changed(insert)


def told(data: bytes) -> list[str]:
    return [str(problem) for problem in template_faults.read(data, FILE, SHAPE).problems]


def said(*typed: str) -> list[str]:
    """What is told of paragraphs behind the heading, without the file and the heading."""
    lines = told(inserted("".join(map(word_files.paragraph, typed))))
    return [line.replace(f"{FILE} “二、机构设置”", "") for line in lines]


@pytest.mark.parametrize("name", editions.NAMES)
def test_the_templates_of_the_editions_are_sound(name: str) -> None:
    data = editions.named(name).template.data
    assert template_faults.read(data, FILE, example.shape({})).problems == []


@pytest.mark.parametrize(
    "typed",
    [
        "河道{{ 业务.治理河道 }}，{{年度}}年",
        "{% if 收入支出.其他收入 and not (图.收入结构 or 绩效项目) %}甲{% elif 年度 %}乙{% else %}丙{% endif %}",
        "{%for 段 in 文字.主要职能%}{{ loop.index }}{{ 段.文字 }}{% if 段.级别 >= 1 %}，{% endif %}{%endfor%}",
        "{%for 段 in 文字.主要职能%}{{ 段.文字 }}{% if not loop.last and loop.index < 9 %}，{% endif %}{%endfor%}",
        "{{ 三公经费.公务接待费.上年.元 }}",
    ],
)
def test_names_loops_and_conditions_are_allowed(typed: str) -> None:
    assert said(typed) == []


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("{{ 收入支出.其它收入 }}", "没有标签 {{ 收入支出.其它收入 }}　→ 最接近的是 {{ 收入支出.其他收入 }}。"),
        ("{{ 业务.治理河到 }}", "没有标签 {{ 业务.治理河到 }}　→ 最接近的是 {{ 业务.治理河道 }}。"),
        ("{{ 业务.示例指标 }}", "没有标签 {{ 业务.示例指标 }}　→ 最接近的是 {{ 业务.治理河道 }}。"),
        (
            "{% if 其他事项.在编人元 %}甲{% endif %}",
            "没有标签 {{ 其他事项.在编人元 }}　→ 最接近的是 {{ 其他事项.在编人员 }}。",
        ),
        (
            "{% for 项 in 绩效项目 %}{{ 项.名 }}{% endfor %}",
            "没有标签 {{ 项.名 }}　→ 最接近的是 {{ 项.名称 }}。",
        ),
        ("{{ 段.文字 }}", "没有标签 {{ 段.文字 }}　→ 请查对名称。"),
        ("{{ loop.index }}", "没有标签 {{ loop.index }}　→ 请查对名称。"),
        ("{{ 绩效项目 }}", "没有标签 {{ 绩效项目 }}　→ 最接近的是 {{ 绩效项目个数 }}。"),
        ("{{ 单位.__class__ }}", "没有标签 {{ 单位.__class__ }}　→ 请查对名称。"),
    ],
)
def test_a_name_that_does_not_exist_is_told_with_the_nearest(typed: str, message: str) -> None:
    (line,) = said(typed)
    assert line.startswith("错误 T10　第1段（")
    assert line.endswith(f"：{message}")


@pytest.mark.parametrize(
    "tag",
    [
        "{{ 7*7 }}",
        "{{ ''.__class__ }}",
        "{{ 单位.全称.upper() }}",
        "{{ 单位['全称'] }}",
        "{{ 单位.全称 | upper }}",
        "{{ 单位。全称 }}",
        "{{ 单位 全称 }}",
        "{{ 单位..全称 }}",
        "{{p 单位.全称 }}",
        "{{ }}",
        "{{ '单位 }}",
    ],
)
def test_a_tag_that_is_no_name_is_refused_as_in_a_text(tag: str) -> None:
    message = f"标签“{tag}”里只能写名称　→ 如 {{{{ 业务.名称 }}}}；不是标签就去掉花括号。"
    assert [line.partition("：")[2] for line in said(tag)] == [message]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("甲{{ 收入支出.其他收入 }乙", "{{ 收入支出.其他收入 }"),
        ("甲{ 收入支出.其他收入 }}乙", "{ 收入支出.其他收入 }}"),
        ("{ 收入支出.其他收入 }", "{ 收入支出.其他收入 }"),
        ("｛｛ 收入支出.其他收入 ｝｝", "｛｛ 收入支出.其他收入 ｝｝"),
        ("{{ 收入支出.其他收入", "{{ 收入支出.其他收入"),
        ("收入支出.其他收入 }}。", "}}"),
        ("{% if 年度 }甲{% endif %}", "{% if 年度 }"),
        ("{%p for 段 in 文字.主要职能 }", "{%p for 段 in 文字.主要职能 }"),
        ("{# 注 #}", "{# 注 #}"),
    ],
)
def test_braces_that_do_not_match_are_told_once(typed: str, shown: str) -> None:
    (line,) = said(typed, "{{ 年度 }}")
    assert line.partition("：")[2] == f"模板里的标签写错了：花括号不成对（{shown}）　→ {PAIRED}"


def test_what_follows_from_a_broken_loop_is_not_told_but_other_faults_are() -> None:
    lines = said("{%p for 段 in 文字.主要职能 }", "{{ 段.文字 }}", "{{ 年渡 }}", "{%p endfor %}")
    assert [line.partition("：")[0] for line in lines] == [
        "错误 W01　第1段（{%p for 段 in…）",
        "错误 T10　第3段（{{ 年渡 }}）",
    ]


def test_a_broken_tag_with_a_wrong_name_is_told_with_both() -> None:
    lines = said("{{ 收入支出.其它收入 }")
    assert [line[:6] for line in lines] == ["错误 W01", "错误 T10"]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("{% endif %}", "没有 {% endif %} 这个指令，或者它前面缺少配对的开头（{% endif %}）"),
        ("{% 如果 单位 %}", "没有 {% 如果 %} 这个指令，或者它前面缺少配对的开头（{% 如果 单位 %}）"),
        ("{% set 甲 = 年度 %}", "没有 {% set %} 这个指令，或者它前面缺少配对的开头（{% set 甲 = 年度 %}）"),
        ("{% include '甲' %}", "没有 {% include %} 这个指令，或者它前面缺少配对的开头（{% include '甲' %}）"),
        ("{% for 段 文字.主要职能 %}{% endfor %}", "应写成 {% for 名称 in 名称 %}（{% for 段 文字.主要职能 %}）"),
        ("{% for 段 in range(9) %}{% endfor %}", "应写成 {% for 名称 in 名称 %}（{% for 段 in range(9) %}）"),
        ("{% for 段 in 单位 %}{% endfor %}", "“单位”只有一个，不能用 for 重复（{% for 段 in 单位 %}）"),
        ("{% if %}{% endif %}", "没有写完（{% if %}）"),
        ("{% if 年度 上年度 %}{% endif %}", "后面多出“上年度”（{% if 年度 上年度 %}）"),
        ("{% if 年度 %}甲{% endif 年度 %}", "后面多出“年度”（{% endif 年度 %}）"),
        ("{% if 年度 + 1 %}{% endif %}", f"{tag_grammar.CONDITIONS}（{{% if 年度 + 1 %}}）"),
        ("{% if 年度.x() %}{% endif %}", f"{tag_grammar.CONDITIONS}（{{% if 年度.x() %}}）"),
        ("{% if 年度 == 'a' %}{% endif %}", f"{tag_grammar.CONDITIONS}（{{% if 年度 == 'a' %}}）"),
        ("{% if 年度 is defined %}{% endif %}", f"{tag_grammar.CONDITIONS}（{{% if 年度 is defined %}}）"),
        ("{% if loop.length %}{% endif %}", f"{tag_grammar.CONDITIONS}（{{% if loop.length %}}）"),
        ("{% if loop %}{% endif %}", f"{tag_grammar.CONDITIONS}（{{% if loop %}}）"),
        ("甲{%p if 年度 %}", "它要独占一段，旁边的字会丢失（{%p if 年度 %}）"),
    ],
)
def test_a_loop_or_condition_that_is_wrong_is_explained(typed: str, message: str) -> None:
    line = said(typed, *["{%p endif %}"] * ("%p if" in typed))[0]
    assert line.partition("：")[2] == f"模板里的标签写错了：{message}　→ {ADVICE}"


def test_a_loop_that_is_never_closed_is_told_where_it_opens() -> None:
    (line,) = said("甲", "{% if 年度 %}乙", "丙")
    assert line == (
        "错误 W01　第2段（{% if 年度 %}乙）：模板里的标签写错了：{% if %} 没有配对的 {% endif %}"
        "　→ 请补上，或者删去开头。"
    )


def test_a_condition_over_two_paragraphs_needs_paragraphs_of_its_own() -> None:
    (line,) = said("甲{% if 年度 %}乙", "丙{% endif %}")
    assert "它和开头要写在同一处" in line
    assert line.startswith("错误 W01　第2段")


LINK = "<w:hyperlink>{}</w:hyperlink>"
OPEN, CLOSED = "{% if 年度 %}", "{% endif %}"


@pytest.mark.parametrize(
    ("xml", "is_told"),
    [
        (word_files.run(OPEN) + LINK.format(word_files.run("乙" + CLOSED)), True),
        (LINK.format(word_files.run(OPEN + "乙")) + word_files.run(CLOSED), True),
        (word_files.run(OPEN) + LINK.format(word_files.run("{% else %}乙")) + word_files.run(CLOSED), True),
        (LINK.format(word_files.run(OPEN)) + LINK.format(word_files.run(CLOSED)), True),
        (word_files.run(OPEN) + LINK.format(word_files.run("乙")) + word_files.run(CLOSED), False),
        (LINK.format(word_files.run(OPEN) + word_files.run("乙" + CLOSED)), False),
        (word_files.run("{% for 段 in 文字.主要职能 %}") + LINK.format(word_files.run("{% endfor %}")), True),
    ],
)
def test_a_condition_ends_in_the_link_that_it_begins_in(xml: str, is_told: bool) -> None:  # noqa: FBT001
    lines = told(inserted(f"<w:p>{word_files.run('甲')}{xml}</w:p>"))
    assert len(lines) == is_told
    for line in lines:
        assert line.startswith(f"错误 W01　{FILE} “二、机构设置”第1段（甲")
        assert "它和开头一个在链接、修订或者内容控件里面，一个在外面" in line


def test_a_condition_that_opens_in_a_table_ends_there() -> None:
    inside = word_files.paragraph("{%p if 年度 %}")
    table = f"<w:tbl><w:tr><w:tc>{inside}</w:tc><w:tc>{word_files.paragraph('{{ 年渡 }}')}</w:tc></w:tr></w:tbl>"
    lines = told(inserted(table + word_files.paragraph("{%p endif %}")))
    assert [line.partition("：")[0] for line in lines] == [
        f"错误 T10　{FILE} “二、机构设置”第1个表格第1行第2格（{{{{ 年渡 }}}}）",
        f"错误 W01　{FILE} “二、机构设置”第1段（{{%p endif %}}）",
    ]


def test_a_row_that_is_repeated_holds_nothing_else() -> None:
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    first = row.format(word_files.paragraph("{%tr for 绩效 in 绩效项目 %}"), word_files.paragraph("甲"))
    second = row.format(word_files.paragraph("{{ 绩效.名称 }}"), word_files.paragraph(""))
    last = row.format(word_files.paragraph("{%tr endfor %}"), word_files.paragraph(""))
    (line,) = told(inserted(f"<w:tbl>{first}{second}{last}</w:tbl>"))
    assert "它要独占一行，旁边的字会丢失" in line


def test_the_part_of_the_report_goes_with_the_problem() -> None:
    (problem,) = template_faults.read(inserted(word_files.paragraph("{{ 年渡 }}")), FILE, SHAPE).problems
    assert problem.part == "第一部分  {{ 单位.部门或单位 }}概况"


def test_a_character_that_cannot_be_printed_is_told() -> None:
    assert said("好😀") == [
        "错误 R11　第1段（好😀）：有印不出来的字符“😀”（U+1F600，第 2 个字）　→ 请删除这个字符，或换一个字。"
    ]


# ---- tags as Word stores them


@pytest.mark.parametrize("cut", range(1, len("{{ 单位.全称 }}")))
def test_a_tag_that_word_split_over_runs_works(tmp_path: Path, cut: int) -> None:
    typed = "{{ 单位.全称 }}"
    between = '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="9" w:name="甲"/><w:bookmarkEnd w:id="9"/>'
    xml = f"<w:p>{word_files.run(typed[:cut])}{between}{word_files.run(typed[cut:])}</w:p>"
    assert told(inserted(xml)) == []
    path = tmp_path / "模板.docx"
    path.write_bytes(word_files.docx(xml))
    (block,) = of(fill.render(word_files.form_file(path), {"单位": {"全称": Tag("水务局")}}, {}))
    assert isinstance(block, Paragraph)
    assert values.plain(block.text) == "水务局"


@pytest.mark.parametrize("cut", range(1, len("{%p if 年度 %}")))
def test_a_condition_that_word_split_over_runs_works(tmp_path: Path, cut: int) -> None:
    typed = "{%p if 年度 %}"
    split = f"<w:p>{word_files.run(typed[:cut])}{word_files.run(typed[cut:])}</w:p>"
    xml = split + word_files.paragraph("甲") + word_files.paragraph("{%p endif %}")
    assert told(inserted(xml)) == []
    path = tmp_path / "模板.docx"
    path.write_bytes(word_files.docx(xml))
    (block,) = of(fill.render(word_files.form_file(path), {"年度": Tag("2021")}, {}))
    assert isinstance(block, Paragraph)
    assert block.text == "甲"


UNSEEN = "模板里的标签写错了：它不在正文的文字里（{{ 7*7 }}）　→ 请删去它。"


@pytest.mark.parametrize(
    "xml",
    [
        f'<w:bookmarkStart w:id="9" w:name="{escape("{{ 7*7 }}")}"/>',
        "<w:r><w:instrText>{</w:instrText></w:r><w:r><w:instrText>{ 7*7 }}</w:instrText></w:r>",
        "<w:r><w:delText>{{ 7*7 }}</w:delText></w:r>",
        f'<m:oMath xmlns:m="{M[1:-1]}"><m:r><m:t>{{{{ 7*7 }}}}</m:t></m:r></m:oMath>',
        "<w:t>{{ 7*7 }}</w:t>",
        "<w:r>{{ 7*7 }}</w:r>",
        "<w:r><w:t>乙<w:x/>{{ 7*7 }}</w:t></w:r>",
        "<w:r/>{{ 7*7 }}",
    ],
)
def test_what_looks_like_a_tag_where_none_is_filled_is_refused_at_its_paragraph(xml: str) -> None:
    lines = told(inserted(f"<w:p>{word_files.run('甲')}{xml}</w:p>"))
    assert [line for line in lines if "W04" not in line] == [
        f"错误 W01　{FILE} “二、机构设置”第1段（甲）：{UNSEEN}"
    ]


def test_tags_outside_paragraphs_are_refused() -> None:
    assert told(inserted(f'<w:tbl w:x="{escape("{{ 7*7 }}")}"/>')) == [f"错误 W01　{FILE}：{UNSEEN}"]
    core = "docProps/core.xml"
    changed_core = changed(lambda text: text.replace("</cp:core", "<x>{{ 7*7 }}</x></cp:core"), core)
    assert told(changed_core) == [f"错误 W01　{FILE}：{UNSEEN}"]


def test_a_single_brace_in_an_attribute_is_no_tag() -> None:
    assert told(inserted('<w:p w:x="{28A0092B-C50C-407E-A947-70E740481C1C}"/>')) == []


def test_a_paragraph_in_a_table_without_rows_has_no_cell() -> None:
    (line,) = told(inserted(f"<w:tbl>{word_files.paragraph('{{ 年渡 }}')}</w:tbl>"))
    assert line.startswith(f"错误 T10　{FILE} “二、机构设置”第1个表格（")


def test_a_template_with_endless_faults_tells_the_first() -> None:
    assert 100 < len(said(*(f"{{{{ 年渡{number} }}}}" for number in range(300)))) < 110


def test_a_paragraph_that_is_too_long_is_told() -> None:
    assert said("字" * 32_767) == []
    (line,) = said("字" * 32_768)
    assert line.partition("：")[2] == "这一段有 32768 个字，超过 32767 个　→ 请分成几段。"


def test_a_template_that_is_too_large_is_told() -> None:
    (line,) = told(inserted(word_files.paragraph("字" * 900_000)))
    size = int(line.partition("正文有 ")[2].partition(" KB")[0])
    assert 2700 < size < 2800  # three bytes a character, and the template itself
    advice = "请从统一的版式重新做起，模板里只留版式要的文字。"
    assert line == f"错误 W02　{FILE}：模板太大，正文有 {size} KB，超过 1000 KB　→ {advice}"


def test_a_template_full_of_opening_braces_takes_no_more_than_its_size() -> None:
    with memory.peak() as most:
        lines = told(inserted(f"<w:p><w:r>{'{{' * 20_000}</w:r></w:p>"))
    assert [line.partition("：")[0] for line in lines] == [f"错误 W01　{FILE} “二、机构设置”第1段（{'{{' * 6}…）"]
    assert most() < 20_000_000


def test_headers_and_footers_are_read_too() -> None:
    data = changed(lambda text: text.replace("</w:ftr>", word_files.paragraph("{{ 年渡 }}") + "</w:ftr>"), FOOTER)
    (line,) = told(data)
    assert line.startswith(f"错误 T10　{FILE} “页脚”第")


FOOTER = "word/footer1.xml"


def test_changes_that_word_keeps_are_refused() -> None:
    xml = f'<w:p><w:ins w:id="1" w:author="甲">{word_files.run("乙")}</w:ins></w:p>'
    assert told(inserted(xml)) == [
        f"错误 W04　{FILE}：模板里有没接受的修订　→ 请在 Word 的“审阅”里接受或拒绝所有修订，关掉修订，再保存。"
    ]


# ---- what the program needs


def test_what_the_program_has_to_find_is_missed() -> None:
    assert told(word_files.docx(word_files.paragraph("甲"))) == [
        f"错误 W03　{FILE}：模板里没有目录　→ 请从统一的版式里把目录复制回来，或者用“引用”插入自动目录。",
        f"错误 W03　{FILE}：模板里没有放附件原文的位置　→ 请在“附件”循环里恢复单独一段的 {{{{ 报告.原文 }}}}。",
        f"错误 W03　{FILE}：模板里没有封面　→ 请从统一的版式里把封面复制回来，样式是“封面单位”“封面标题”。",
    ]


def test_the_place_of_an_attachment_stands_alone() -> None:
    data = changed(lambda text: text.replace("{{ 报告.原文 }}", "见{{ 报告.原文 }}"))
    assert [line.partition("：")[2] for line in told(data)] == [
        "模板里没有放附件原文的位置　→ 请在“附件”循环里恢复单独一段的 {{ 报告.原文 }}。"
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"not a zip file", "文件不是 .docx，或者已损坏"),
        (b"\xd0\xcf\x11\xe0 and so on", "这是旧格式的 .doc 文件"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "Word 文件加了密码"),
        (builder.zipped({"a.txt": "a"}), "文件是压缩包，但不是 Word 文档"),
        (b"", "文件不是 .docx，或者已损坏"),
    ],
)
def test_a_file_that_is_no_word_file_is_told(data: bytes, reason: str) -> None:
    (line,) = told(data)
    assert line.startswith(f"错误 W02　{FILE}：模板打不开：{reason}")
    assert line.endswith("　→ 修好以前，可以先把它改名，报告就用统一的版式。")


# ---- through the command


def run(folder: Path, *arguments: str) -> int:
    return cli.main([*arguments, "--inputs", str(folder)], generate.make, generate.check)


def test_every_fault_is_told_and_nothing_is_made(tmp_path: Path, capsys: Output) -> None:
    folder, output = year(tmp_path), tmp_path / "output"
    replace_words(own(folder), SENTENCE, "{{ 收入支出.其它收入 }}，{{ ''.__class__ }}，{{ 收入支出.其他收入 }：")
    (folder / "版式" / "附表.toml").write_text(
        "part = 5\n[[tables]]\ntitle = '甲'\nkind = '收人'\nwide = 1\n", "utf-8"
    )
    place = "版式/report.docx “（二）一般公共预算财政拨款支出决算结构情况”第1段（{{ 年度 }}年一般公…）"
    expected = [
        f"错误 W01　{place}：模板里的标签写错了：花括号不成对（{{{{ 收入支出.其他收入 }}）　→ {PAIRED}",
        f"错误 T10　{place}：没有标签 {{{{ 收入支出.其它收入 }}}}　→ 最接近的是 {{{{ 收入支出.其他收入 }}}}。",
        f"错误 T11　{place}：标签“{{{{ ''.__class__ }}}}”里只能写名称"
        "　→ 如 {{ 业务.名称 }}；不是标签就去掉花括号。",
        "错误 W05　版式/附表.toml：part 写得不对　→ 要写成放在半角双引号里的文字。",
        "错误 W05　版式/附表.toml 第1张表：wide 写得不对　→ 只能写 true 或 false。",
        "错误 W05　版式/附表.toml 第1张表：note 没有写　→ 要写成放在半角双引号里的文字。",
        "错误 W05　版式/附表.toml 第1张表：没有“收人”这种附表　→ 是不是“收入”？",
    ]
    for arguments, code in ((["--output", str(output)], NOTHING), (["check"], outcome.OPEN)):
        assert run(folder, *arguments, "--quiet") == code
        assert capsys.readouterr().out.splitlines() == expected
    assert [path for path in output.iterdir() if not path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"part = \xb5\xda", "不是 UTF-8 编码的文本，读不懂　→ 请用记事本打开，另存为，编码选 UTF-8。"),
        (
            'part = "甲"\ntitle = “乙”\n'.encode(),
            "第2行写得不对　→ 每行写成 名称 = 内容，文字放在一对半角双引号里；wide 只写 true 或 false。",
        ),
        (b"a." * 25_001, "有 51 KB，超过 50 KB，不予读取　→ 请从统一的版式里把附表.toml 复制回来，重新修改。"),
        ('part = "甲"'.encode(), "没有列出任何附表　→ 每张表以 [[tables]] 一行开头。"),
    ],
)
def test_a_list_of_tables_that_cannot_be_read_is_told(
    tmp_path: Path, capsys: Output, data: bytes, message: str
) -> None:
    folder = year(tmp_path)
    (folder / "版式").mkdir()
    (folder / "版式" / "附表.toml").write_bytes(data)
    assert run(folder, "check", "--quiet") == outcome.OPEN
    assert capsys.readouterr().out == f"错误 W05　版式/附表.toml：{message}\n"


def test_a_list_of_tables_that_notepad_marked_is_read(tmp_path: Path) -> None:
    folder = year(tmp_path)
    (folder / "版式").mkdir()
    words = editions.named("四川2020").tables.data
    (folder / "版式" / "附表.toml").write_bytes(b"\xef\xbb\xbf" + words)
    assert run(folder, "check", "--quiet") == DONE


def test_a_folder_in_the_place_of_the_template_is_told(tmp_path: Path, capsys: Output) -> None:
    folder = year(tmp_path)
    (folder / "版式" / "report.docx").mkdir(parents=True)
    assert run(folder, "check", "--quiet") == outcome.OPEN
    assert capsys.readouterr().out.startswith("错误 W02　版式/report.docx：模板打不开")


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("report.doc", "“report.doc”没有用上，要的是 report.docx　→ 请用 Word 打开，另存为“Word 文档（.docx）”。"),
        ("附表.toml.txt", "“附表.toml.txt”没有用上，要的是 附表.toml　→ 请改名。"),
    ],
)
def test_a_file_of_another_kind_is_not_passed_over(tmp_path: Path, capsys: Output, name: str, advice: str) -> None:
    folder = year(tmp_path)
    (folder / "版式").mkdir()
    (folder / "版式" / name).write_bytes(b"mine")
    assert run(folder, "check", "--quiet") == outcome.OPEN
    assert capsys.readouterr().out == f"错误 W02　版式/{name}：{advice}\n"


def test_a_template_that_was_put_aside_is_no_fault(tmp_path: Path) -> None:
    folder = year(tmp_path)
    own(folder).rename(folder / "版式" / "report（旧）.docx")
    assert run(folder, "check", "--quiet") == DONE
