"""The page of rules is complete: it is the rule book, and the rule book holds every rule there is."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from juesuan import checks
from juesuan.checks import rule_page
from juesuan.checks.rule import Finding, Rule

ROOT = Path(__file__).parents[2]


def test_the_page_in_the_docs_is_the_rule_book() -> None:
    """Made again with: make rules."""
    assert rule_page.PLACE.read_text(encoding="utf-8") == rule_page.page()


def test_no_code_stands_twice_and_codes_stand_in_order_within_a_part() -> None:
    codes = [rule.code for rule in checks.RULES]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"C\d{3}", code) for code in codes)


@pytest.mark.parametrize("rule", checks.RULES, ids=lambda rule: rule.code)
def test_each_rule_says_what_it_asserts_why_and_what_to_do(rule: Rule) -> None:
    assert all(len(words) >= 4 for words in (rule.asserts, rule.why, rule.advice))
    assert rule.why.endswith("。")
    assert rule.advice.endswith("。")
    assert not rule.asserts.endswith("。")
    assert rule.check.__doc__


def functions() -> Iterator[str]:
    """Every public function of the rule book that yields findings for all the evidence."""
    for module in pkgutil.iter_modules(checks.__path__, "juesuan.checks."):
        for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            signature = inspect.signature(function)
            names = [each.annotation for each in signature.parameters.values()]
            is_rule = names == [checks.Evidence] and signature.return_annotation in (
                Iterator[Finding],
                Iterable[Finding],
            )
            if is_rule and not name.startswith("_") and function.__module__ == module.name:
                yield f"{module.name}.{name}"


def test_every_function_that_looks_like_a_rule_is_one() -> None:
    listed = {f"{rule.check.__module__}.{rule.check.__name__}" for rule in checks.RULES}
    assert set(functions()) == listed


def test_every_rule_has_a_test_of_its_own() -> None:
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert [rule.code for rule in checks.RULES if rule.code not in tests] == []
