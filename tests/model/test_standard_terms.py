"""The standard explanations: each is a sentence, of a name of the classification or of a figure that there is."""

import re
from pathlib import Path

import pytest

from juesuan.figures.derive import derive
from juesuan.model import standard_names, standard_terms
from juesuan.model.problems import ReportError
from tests.support.factories import accounts

LIBRARY, FUNCTIONAL = standard_terms.library(), standard_names.functional()
NAMES = {code: given[-1].name for code, given in FUNCTIONAL.by_code.items()}


def test_every_explanation_is_a_sentence_that_begins_as_the_form_has_it() -> None:
    meanings = [*(term.meaning for term in LIBRARY.terms), *LIBRARY.items.values()]
    assert [each for each in meanings if not re.fullmatch(r"(指|反映)[^？]+。", each)] == []


def test_every_item_is_one_of_the_classification() -> None:
    known = {standard_names.bare(each.name) for given in FUNCTIONAL.by_code.values() for each in given}
    assert [name for name in LIBRARY.items if standard_names.bare(name) not in known] == []


def test_the_figures_that_a_term_goes_by_are_there() -> None:
    known = derive(accounts())
    assert [name for term in LIBRARY.terms for name in term.used_with if name not in known] == []


def test_most_items_have_an_explanation_and_none_keeps_a_gap() -> None:
    made = [LIBRARY.of_item(code, NAMES) for code in FUNCTIONAL.by_code if len(code) == 7]
    assert sum(map(bool, made)) >= 650
    assert not any("〔" in words or "中中" in words for words in made)


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        ("2010601", "反映行政单位和参照公务员法管理的事业单位用于保障机构日常运转的基本支出。"),
        ("2010607", "反映财政事务方面信息系统建设、运行和维护的支出。"),
        ("2010699", "反映财政事务中除已经单独列出的各项以外的支出。"),
        ("2089999", "反映社会保障和就业支出中除已经单独列出的各项以外的支出。"),
        ("2010309", ""),  # not known: the department writes it
    ],
)
def test_an_item_is_explained_with_the_names_above_it(code: str, meaning: str) -> None:
    assert LIBRARY.of_item(code, NAMES) == meaning


def test_a_fault_in_the_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standard_terms, "TEMPLATES", tmp_path)
    for text, told in (
        ("a = b", "第1行写得不对"),
        ('["科目"]\n"行政运行" = 5', "有一节写得不对：多了、少了或写错了一项"),
    ):
        (tmp_path / standard_terms.FILE).write_text(text, encoding="utf-8")
        with pytest.raises(ReportError) as caught:
            standard_terms.library.__wrapped__()
        assert [(each.code, each.where, each.message) for each in caught.value.problems] == [
            ("W05", "名词.toml", told)
        ]
