"""Each kind of unit in each form of the program: nothing open, and the sentences of its report are golden texts.

The template is filled and read; no picture is drawn, no page laid out.
"""

import re
from pathlib import Path

import pytest

import generate
from charts.data import Drawing
from juesuan import reading
from juesuan.app.teller import Teller
from juesuan.figures import chart_data, derive
from juesuan.model import editions, identity, values
from juesuan.ooxml.elements import W
from juesuan.word import fill
from juesuan.wording import template, vocabulary
from tests.support import builder
from tests.support.golden import assert_golden
from tests.support.kinds_of_units import KINDS, in_form

TERMS = re.compile(r"(?:第.部分|.、)\s*名词解释")
"""The heading of the part that explains terms."""
LOOKED_AT = {"C910"}
"""A number typed into a text that somebody must look at."""


def printed(folder: Path) -> list[str]:
    """The title, then every line that the template prints, without marks and without the attachments."""
    accounts, _ = reading.read(reading.given(folder))
    figures = derive.derive(accounts)
    charts = chart_data.charts(accounts, figures)
    drawings = {chart.name: Drawing(chart.name, "", b"", b"", 0, 0) for chart in charts}
    edition = editions.of(reading.given(folder), accounts.department.edition.text)
    filled = fill.render(edition.template, vocabulary.build(accounts, figures).tags, drawings)
    outside = (each for each in filled.root.iter(W + "p") if next(each.iterancestors(W + "tbl"), None) is None)
    lines = [values.plain(template.words(each)).strip() for each in outside]
    end = next((place for place, line in enumerate(lines) if TERMS.match(line)), len(lines))
    attached = [line for line in lines[end:] if line.startswith(("第", "附件", "本年度没有附件"))]
    return [identity.about(accounts).title, *filter(None, lines[:end]), *attached]


@pytest.mark.parametrize("edition", editions.NAMES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_report_of_each_kind_says_what_it_should(tmp_path: Path, kind: str, edition: str) -> None:
    content, texts = in_form(KINDS[kind](), edition)
    folder = builder.write(
        tmp_path / str(next(row["内容"] for row in content["基本信息"] if row["项目"] == "年度")), content, texts
    )
    checked = generate.check(folder, Teller(quiet=True))
    assert [str(each) for each in checked.problems if each.is_open and each.code not in LOOKED_AT] == []
    assert_golden(f"kind-{kind}-{edition}.txt", "\n".join(printed(folder)) + "\n")
