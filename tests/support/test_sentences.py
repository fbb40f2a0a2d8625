from tests.support.sentences import same, sentences, unmatched


def test_splits_at_stops_and_line_ends() -> None:
    assert sentences("一。二；三\n四") == ["一", "二", "三", "四"]


def test_width_and_spaces_do_not_matter() -> None:
    assert sentences("占１００％ ，其中") == sentences("占100%,其中")


def test_a_remark_is_one_sentence_and_two_are_two() -> None:
    assert sentences("（注：甲。乙。）") == ["注:甲,乙"]
    assert sentences("（图1：甲）（柱状图）") == ["图1:甲", "柱状图"]
    assert sentences("甲（款）乙（项）") == ["甲(款)乙(项)"]


def test_a_broken_table_cell_is_one_sentence() -> None:
    assert sentences("\t年度\n目标\n\n\t\n\t完成\n情况") == ["年度目标", "完成情况"]


def test_numbers_are_equal_at_the_coarser_precision() -> None:
    assert same("增加34%", "增加34.09%")
    assert same("200万元", "200.00万元")
    assert not same("增加34%", "增加34.51%")
    assert not same("增加34%", "减少34%")
    assert not same("7.71%", "7.72%")


def test_unmatched_names_each_missing_sentence_once() -> None:
    assert list(unmatched(["甲1", "乙", "乙", "丙"], ["甲1.2", "丙"])) == ["乙"]
