"""The texts of bench/unseen, in the wordings of many provinces: what is wrong is found, and nothing else."""

from pathlib import Path

from bench.audit import of_folder

FOLDER = Path(__file__).resolve().parents[3] / "bench" / "unseen"


def test_what_is_wrong_in_texts_of_other_forms_is_found_and_nothing_else() -> None:
    table = dict(line.split("\t") for line in of_folder(FOLDER, listed=False))
    found, wrong = map(int, table["错误"].split("/"))
    seen, relations = map(int, table["认出"].split("/"))
    assert found >= wrong * 0.95
    assert seen >= relations * 0.98
    assert table["误报"] == "0"
