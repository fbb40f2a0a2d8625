"""The generated text against the published report: what differs is listed with its reason, nothing else."""

import tomllib
from pathlib import Path

from tests.support.report import Report
from tests.support.sentences import sentences, unmatched

HERE = Path(__file__).parents[1]
PUBLISHED = sentences((HERE / "reference" / "published-2020.txt").read_text(encoding="utf-8"))
LISTED = tomllib.loads((HERE / "golden" / "differences.toml").read_text(encoding="utf-8"))["difference"]
REASONS = {"出版差错", "四舍五入", "文字笔误", "填表说明残留"}


def test_every_published_sentence_is_reproduced_or_listed(sample: Report) -> None:
    found = list(unmatched(PUBLISHED, sentences(sample.text)))
    assert found == [each["published"] for each in LISTED]


def test_at_least_95_percent_of_the_sentences_are_reproduced(sample: Report) -> None:
    distinct = list(dict.fromkeys(PUBLISHED))
    missing = list(unmatched(distinct, sentences(sample.text)))
    assert len(missing) <= len(distinct) * 0.05
    assert sum(PUBLISHED.count(sentence) for sentence in missing) <= len(PUBLISHED) * 0.05


def test_each_listed_difference_has_its_reason_and_what_stands_instead(sample: Report) -> None:
    made = sentences(sample.text)
    for each in LISTED:
        assert each["kind"] in REASONS
        assert each["reason"]
        instead = each.get("instead")
        assert instead is None or instead in made
