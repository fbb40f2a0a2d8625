"""Disks that are full or read-only, folders that nobody may enter, files that nobody may read."""

from tests.support.hostile.arguments import ENDING
from tests.support.hostile.desk import EDITED, PDF_BACK, RECORDS, WORKBOOK, Case, Desk

_FULL = (40_000, 50_000, 70_000, 100_000, 150_000, 300_000)
_PLACES = (
    ".", "inputs", "inputs/2021", "inputs/2021/附件", "inputs/2021/版式", "inputs/2020", "output", "output/2021",
    "output/2021/交付", "output/2021/留存", RECORDS, f"{RECORDS}/内容", f"{RECORDS}/0002.json",
    EDITED, WORKBOOK, PDF_BACK, "inputs/2021/文字材料.docx", "inputs/2021/版式/report.docx",
    "inputs/2020/决算数据.xlsx", "output/.决算有据.lock", "../home", "../temporary",
)  # fmt: skip


def make(desk: Desk) -> Case:
    chance = desk.chance
    usual = {
        "new": "2022",
        "drop": "1",
        "restore": "1",
        "verify": chance.choice((EDITED, PDF_BACK)),
        "init": "新",
        "template": "inputs/2020",
    }
    command = chance.choice([*ENDING, ENDING[1], ENDING[1]])
    words = tuple(word for word in (command.name, usual.get(command.name, "")) if word)
    if chance.random() < 0.5:
        desk.write(WORKBOOK, desk.read("inputs/2020/决算数据.xlsx"))  # so that a run has something to do
    if chance.random() < 0.3:
        return Case(words, most_bytes=chance.choice(_FULL))
    for place in chance.sample(_PLACES, chance.choice((1, 1, 2))):
        path = desk.root / place
        if path.exists():
            path.chmod(chance.choice((0o555, 0o444, 0o000, 0o111)))
    return Case(words, is_nobody=True)
