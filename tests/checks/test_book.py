"""The rule book as a whole."""

import re
from pathlib import Path

from juesuan import checks, reading
from juesuan.figures.derive import derive
from juesuan.model.problems import Severity
from tests.checks.book import RULES, problems, told
from tests.support import builder, water_office
from tests.support.factories import accounts, item
from tests.support.report import SAMPLE

OF_TABLES = re.compile("C[1-7]|C80|C81")
HINTS = {"C108", "C109", "C133", "C181", "C328", "C510", "C710", "C725", "C803", "C805", "C807"}


def test_blank_accounts_tie_and_are_blank() -> None:
    assert {problem.code for problem in problems(accounts())} == {"C130"}


def test_every_rule_has_its_own_code_and_says_all_there_is_to_say() -> None:
    assert len(RULES) == len(checks.RULES)
    for rule in checks.RULES:
        assert re.fullmatch("C[0-9]{3}", rule.code), rule.code
        assert rule.part, rule.code
        assert not rule.asserts.endswith("。"), rule.code
        assert rule.why.endswith("。"), rule.code
        assert rule.advice.endswith("。"), rule.code


def test_hints_are_hints() -> None:
    hints = {rule.code for rule in checks.RULES if rule.severity is Severity.HINT and OF_TABLES.match(rule.code)}
    assert hints == HINTS


def test_the_rules_speak_in_their_order_and_change_nothing() -> None:
    given = accounts(
        revenue_expenditure={"total_revenue": {"final": 1}, "other_revenue": {"final": 1}},
        functional_items=(item("213", basic=5),),
    )
    figures = derive(given)
    found = [each for each in checks.run(checks.Evidence(given, figures)) if OF_TABLES.match(each.code)]
    assert list(dict.fromkeys(problem.code for problem in found)) == [
        "C101",
        "C102",
        "C130",
        "C303",
        "C305",
        "C401",
        "C816",
    ]
    assert {problem.severity for problem in found if problem.code not in {"C130", "C816"}} == {Severity.ERROR}
    assert all(problem.where in problem.cells for problem in found)
    assert figures == derive(given)


def test_a_department_whose_tables_tie_hears_nothing(tmp_path: Path) -> None:
    given, _ = reading.read(reading.given(builder.write(tmp_path / "2021", water_office.department())))
    assert [line for line in told(given) if OF_TABLES.match(line.split()[1])] == []


def test_what_is_wrong_in_the_sample_is_told() -> None:
    """Each of these stands in the published report."""
    found = problems(reading.read(reading.given(SAMPLE))[0])
    assert [(problem.code, problem.where) for problem in found if OF_TABLES.match(problem.code)] == [
        ("C109", "〔基本信息〕B13"),
        ("C201", "〔财政拨款收支〕C17"),
        ("C304", "〔财政拨款收支〕D14"),
        ("C502", "〔三公经费〕B13"),
        ("C703", "〔收入支出〕B18"),
        ("C704", "〔基本信息〕B16"),
        ("C704", "〔绩效项目〕J5"),
        ("C704", "〔绩效项目〕J6"),
        ("C707", "〔业务指标〕B9"),
        ("C811", "〔三公经费〕A10"),
        ("C811", "〔绩效项目〕A6"),
    ]
