"""Two texts compared word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.compare import alignment, words
from juesuan.model.corrections import Pieces

LETTERS = st.text("增加减少12.3万元，。", max_size=30)


def shown(pieces: Pieces) -> str:
    return "".join(f"[{piece.text}]" if piece.is_changed else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("增加45.25万元。", "增加45.26万元。", "增加[45.25万元]。", "增加[45.26万元]。"),
        ("占18.4%。", "占18.40%。", "占[18.4%]。", "占[18.40%]。"),
        ("减少-3万元", "减少3万元", "减少[-3万元]", "减少[3万元]"),
        ("与上年持平", "比上年增加3人", "[与]上年[持平]", "[比]上年[增加3人]"),
        ("一样", "一样", "一样", "一样"),
        ("", "新的", "", "[新的]"),
    ],
)
def test_a_number_is_one_word(old: str, new: str, before: str, after: str) -> None:
    pieces = words.pieces(old, new)
    assert (shown(pieces[0]), shown(pieces[1])) == (before, after)


@given(LETTERS, LETTERS)
def test_the_pieces_are_the_texts_and_what_is_unchanged_is_the_same_in_both(old: str, new: str) -> None:
    before, after = words.pieces(old, new)
    assert ("".join(each.text for each in before), "".join(each.text for each in after)) == (old, new)
    same = ["".join(each.text for each in side if not each.is_changed) for side in (before, after)]
    assert same[0] == same[1]


def test_only_the_sentences_that_differ_are_paired() -> None:
    old, new = (
        "一是修渠。二是治河，完成3公里。三是防汛。",
        "一是修渠。二是治河，完成4公里。四是护林保水。三是防汛。",
    )
    assert [(shown(was), shown(now)) for was, now in words.sentences(old, new)] == [
        ("二是治河，完成[3公里]。", "二是治河，完成[4公里]。"),
        ("", "[四是护林保水。]"),
    ]


@given(st.lists(LETTERS, max_size=6), st.lists(LETTERS, max_size=6))
def test_nothing_that_differs_is_left_out_of_the_pairs(old: list[str], new: list[str]) -> None:
    pairs = list(alignment.differing(old, new))
    for side, texts in ((0, old), (1, new)):
        left = list(texts)
        for pair in pairs:
            if pair[side]:
                left.remove(pair[side])
        other = list((new, old)[side])
        assert all(not text or text in other for text in left)
