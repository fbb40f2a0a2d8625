"""The page of tags is complete: every tag has a meaning, and every tag that is used is listed."""

import re
from functools import cache
from pathlib import Path

import pytest

import generate
from juesuan import reading
from juesuan.app import cli
from juesuan.figures import derive
from juesuan.model import editions, identity
from juesuan.model.outcome import DONE
from juesuan.web import tag_page
from juesuan.wording import example, meanings, tag_list, template_faults, vocabulary
from juesuan.wording.tags import Tree
from tests.support import builder, output_folder, report, water_office
from tests.year.test_own_template import SENTENCE, own, replace_words, year

Output = pytest.CaptureFixture[str]
HOSTILE = "<script>alert(1)</script>&{{ 7*7 }}"


@cache
def tree_of(folder: Path) -> Tree:
    accounts, _ = reading.read(reading.given(folder))
    return vocabulary.build(accounts, derive.derive(accounts)).tags


def test_the_page_in_the_docs_is_the_vocabulary() -> None:
    """Made again with: make tags."""
    assert tag_list.PLACE.read_text(encoding="utf-8") == tag_list.page()


def test_every_tag_of_the_vocabulary_has_a_meaning() -> None:
    assert [name for name in tag_list.tag_values(example.tree()) if not meanings.of(name)] == []


def test_every_tag_of_a_real_department_has_a_meaning_and_a_shape() -> None:
    found = tag_list.tag_values(tree_of(report.SAMPLE))
    assert [name for name in found if not meanings.of(name)] == []
    general = [name for name in found if name.split(".")[0] not in example.OWN]
    assert set(general) <= tag_list.tag_values(example.tree()).keys()


def test_every_meaning_is_that_of_a_tag() -> None:
    known = tag_list.tag_values(example.tree())
    groups = {name.rpartition(".")[0] for name in known}
    assert [name for name in meanings.NAMES if name not in known and name not in groups] == []
    assert {name.rpartition(".")[2] for name in known if meanings.is_member(name)} == set(meanings.MEMBERS)


@pytest.mark.parametrize("name", editions.NAMES)
def test_every_tag_of_a_template_is_on_the_page(name: str) -> None:
    page = tag_list.page()
    shape = example.shape({})
    uses = template_faults.read(editions.named(name).template.data, name, shape).uses
    assert uses
    for use in uses:
        words = re.sub(r"^附件\[\]\.绩效\b", "绩效项目[]", use.name)
        if words.split(".")[0] == "loop" or words == "绩效项目[]":
            continue
        base = words.rpartition(".")[0] if meanings.is_member(words) else words
        shown = {f"`{{{{ {tag_list.written(base)} }}}}`", f"`{tag_list.loop(base)}`"}
        (line, *_) = [
            line for line in page.splitlines() if line.startswith(tuple(f"| {each} |" for each in shown))
        ]
        if base != words:
            assert words.rpartition(".")[2] in line.split("|")[4].strip().split("、"), use.name


def test_the_page_holds_nothing_of_the_sample() -> None:
    accounts, _ = reading.read(reading.given(report.SAMPLE))
    words = [accounts.department.name.text, accounts.department.region.text]
    words += [each.name for each in accounts.indicators] + [each.name.text for each in accounts.projects]
    page = tag_list.page()
    assert [word for word in words if word in page] == []


def test_an_example_is_printed_as_the_report_prints_it() -> None:
    found = tag_list.tag_values(example.tree())
    assert found["三公经费.因公出国境费.同比"] == "增加20.00万元，增长20%"
    assert found["三公经费.因公出国境费.及占比"] == "120.00万元，占25%"
    assert found["支出科目[].名称"].endswith("行政运行（项）")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("年度", "年度"),
        ("收入支出.其他收入.上年.元", "收入支出.其他收入.上年.元"),
        ("绩效项目[].名称", "绩效.名称"),
        ("绩效项目[].指标[].一级", "指标.一级"),
        ("文字.主要职能[].文字", "段.文字"),
        ("支出大类[]", "大类"),
    ],
)
def test_a_name_is_written_as_in_its_loop(name: str, written: str) -> None:
    assert tag_list.written(name) == written


# ---- the page of a department


def test_the_command_lists_every_tag_with_its_value_and_uses(tmp_path: Path, capsys: Output) -> None:
    folder = year(tmp_path)
    assert (
        cli.main(["tags", "--inputs", str(folder), "--output", str(tmp_path)], generate.make, generate.check)
        == DONE
    )
    place = output_folder.place(tmp_path / "2021", "标签.html")
    assert f"已生成 {place}" in capsys.readouterr().out
    page = re.sub(r"</?span.*?>", "", place.read_text(encoding="utf-8"))
    rows = dict(re.findall(r"<tr><th scope=\"row\"><code>(.*?)</code> <button.*?</th>(.*?)</tr>", page))
    own_row = rows["{{ 业务.治理河道 }}"]
    assert "〔业务指标〕“治理河道”一行" in own_row
    assert "<td>12.5公里</td>" in own_row
    assert "〔文字材料.docx〕“重点工作完成情况”第2段" in own_row
    assert "<td>120.00万元</td><td>5.00万元</td>" in rows["{{ 收入支出.其他收入 }}"]
    assert "版式“二、收入决算情况说明”第1段" in rows["{{ 收入支出.其他收入.及占比 }}"]
    assert "示例指标" not in page
    assert "<td>青禾县水务局</td>" in rows["{{ 单位.全称 }}"]


def test_the_page_knows_the_department_s_own_template_even_where_it_is_wrong(tmp_path: Path) -> None:
    folder = year(tmp_path)
    replace_words(own(folder), SENTENCE, "{{ 业务.治理河道 }}，{{ 年渡 }}：")
    assert (
        cli.main(["tags", "--inputs", str(folder), "--output", str(tmp_path)], generate.make, generate.check)
        == DONE
    )
    page = (output_folder.place(tmp_path / "2021", "标签.html")).read_text(encoding="utf-8")
    assert "版式“（二）一般公共预算财政拨款支出决算结构情况”第1段" in page
    assert "本单位的版式" in page


def test_what_a_person_typed_stays_words_on_the_page(tmp_path: Path) -> None:
    content = builder.changed(water_office.department(), "收入支出", "收入总计", "变动原因", "<b>&'\"")
    content = builder.changed(content, "基本信息", "单位全称", "内容", HOSTILE)
    accounts, _ = reading.read(reading.given(builder.write(tmp_path / "2021", content)))
    words = vocabulary.build(accounts, derive.derive(accounts))
    page = tag_page.page(identity.about(accounts), editions.named("四川2020"), accounts, words.tags)
    assert page.count("<script") == 1  # the page's own
    assert "<b>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;{{ 7*7 }}" in page
