"""Command lines that nobody means: words lost, doubled, out of place, unknown, empty, strange."""

from juesuan.app.commands import COMMANDS
from tests.support.hostile.desk import EDITED, FILES, PDF_BACK, Case, Desk

ENDING = [each for each in COMMANDS if each.name not in {"desk", "open"}]
"""The commands that end by themselves."""
_WORDS = (
    "", " ", "-", "--", "---", "甲", "--甲", "-x", "--year", "--year=", "--year=2020", "2021", "2022", "1999",
    "99999", "20２1", "0", "1", "-1",
    "1" * 400, "inputs", "inputs/2021", "output", "output/2021", "没有", ".", "./inputs",
    "inputs/2021/决算数据.xlsx", "--inputs", "--output",
    "--quiet", "--json", "--office=", "-h", "--help", "--version", "--inp", "--q", "甲\n乙", "\udcff",
    "[red]甲[/red]", "{{ 7*7 }}",
    "长" * 300, "%s", "*", "2021 ", "2021\n", "@甲", "--inputs=没有", "--output=没有/甲", "--output=交回.docx",
    "--inputs=交回.pdf", "--json=1",
    "--year=甲", "--year=../2021", "--inputs=", "--output=inputs", "甲/" * 100,
)  # fmt: skip


def make(desk: Desk) -> Case:
    chance = desk.chance
    command = chance.choice(ENDING)
    usual = {"new": "2022", "drop": "1", "restore": "1", "verify": EDITED, "init": "新", "template": "inputs/2020"}
    words = [command.name, usual.get(command.name, "")]
    words = [word for word in words if word]
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        at = chance.randrange(len(words) + 1)
        word = chance.choice((*_WORDS, *FILES, PDF_BACK, *[each.name for each in ENDING]))
        words[at : at + chance.choice((0, 1))] = [word]
    if chance.random() < 0.1:
        words += words
    return Case(tuple(words))
