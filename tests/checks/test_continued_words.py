"""C817 to C819: words inside the sentences of the form."""

import pytest
from msgspec.structs import replace

from juesuan.model.accounts import Accounts
from juesuan.model.written_text import Statement
from tests.checks.book import advice, named, told
from tests.support.factories import accounts, item, passages, words

PROBLEMS, SUMMARY = "项目：水库加固/发现的主要问题", "项目：水库加固/项目综述"


# ---- C817: no mark at the end


def noted(note: str) -> Accounts:
    return accounts(other_matters={"agency_operating_costs": {"note": note}})


@pytest.mark.parametrize("note", ["水电费上涨", "水电费上涨。", "水电费上涨（含空调）", "用于“三防”"])
def test_a_clause_without_a_mark_or_with_one_full_stop_is_fine(note: str) -> None:
    assert told(noted(note), "C817") == []


@pytest.mark.parametrize("end", ["；", "，", "、", "：", "。。", ";"])
def test_a_clause_that_ends_with_another_mark_is_told_once(end: str) -> None:
    (message,) = told(noted(f"水电费上涨{end}"), "C817")
    printed = end[-1] if end != "。。" else "。"
    assert f"末尾有“{printed}”，印出来是“{printed}。”{advice('C817')}" in message


def test_so_is_the_last_paragraph_of_a_text_inside_a_sentence_and_no_other() -> None:
    texts = {PROBLEMS: passages("进度慢；", "材料不齐；"), SUMMARY: passages("完成了加固；")}
    (message,) = told(accounts(texts=texts), "C817")
    assert "“材料不齐；”末尾有“；”" in message


# ---- C818: 主要用于 once


@pytest.mark.parametrize(("note", "begins"), [("主要用于巡查", "主要用于"), ("用于巡查", "用于"), ("巡查", "")])
def test_a_purpose_that_says_again_what_the_form_says_is_told(note: str, begins: str) -> None:
    found = told(accounts(three_public={"vehicle_running": {"note": note}}), "C818")
    assert bool(found) == bool(begins)
    assert all(f"以“{begins}”开头，印出来是“主要用于{begins}……”，重复了" in each for each in found)


def test_what_an_item_was_spent_on_is_a_purpose_too() -> None:
    used = replace(item("213", basic=1), use=words("主要用于抗旱", "I5", "支出科目"))
    assert named(accounts(functional_items=(used,)), "C818") == {"I5"}


# ---- C819: to the full stop


def written(name: str, *texts: str) -> list[str]:
    given = accounts(texts={name: passages(*texts)})
    statements = tuple(Statement(each.cell, each.text) for each in given.texts[name])
    return told(given, "C819", statements=statements)


@pytest.mark.parametrize("name", [SUMMARY, "国内公务接待具体内容"])
def test_a_text_before_the_next_sentence_of_the_form_ends_with_a_full_stop(name: str) -> None:
    assert written(name, "接待了上级", "完成了加固。") == []
    (message,) = written(name, "接待了上级。", "完成了加固")
    assert message.endswith(f"末尾没有句号，报告接着印下一句：“完成了加固”{advice('C819')}")


def test_a_text_that_is_a_paragraph_of_its_own_is_no_matter_of_this_rule() -> None:
    assert written("主要职能", "负责水利") == []
