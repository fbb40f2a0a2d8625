"""The numbers inside a text: kind, value, unit, and what is no quantity."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.figures.mentions import Mention, NumberKind, in_base, mentions, numbers
from juesuan.model import values

MONEY, PERCENT, COUNT, YEAR, BARE, NAME = (
    NumberKind.MONEY,
    NumberKind.PERCENT,
    NumberKind.COUNT,
    NumberKind.YEAR,
    NumberKind.BARE,
    NumberKind.NAME,
)


NO_NUMBERS = (
    "第三 第三次会议 第十二项 第二十条 二〇二一年五月三日 五月三日 十二月底 二〇二一年度 一、概况 "
    "二、收入 十二、附则 （三）支出 一方面 另一方面 三公经费 “三公” 二级预算单位 一级指标 "
    "十四五规划 五年规划 二十大 十九届六中全会 四个意识 两个维护 三个代表 一个中心 一批项目 "
    "一次性 一系列 一起 一体化 一律 一般公共预算 一流 万一 十分重要 百分点 千方百计 万众一心 "
    "三农 三大攻坚战 八项规定 六稳六保 四川省 五一劳动节 八一建军节 七一 三年行动 两会 "
    "两不愁三保障 一户一策 一人一档 一卡通 统一 唯一 进一步 一定 四届 九十年代 一成不变 一半天 "
    "三成立 七个小组 两个月 三个股室 十项规定 十二条措施 “雁十三条” "
)
"""Words with numerals that are no numbers."""


def only(text: str, *units: str) -> Mention:
    (found,) = mentions(text, units)
    return found


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("支出332.85亿元", MONEY, "33285000000", "元"),
        ("支出45.25万元", MONEY, "452500", "元"),
        ("支出1,234.56元", MONEY, "1234.56", "元"),
        ("支出12,345,678元", MONEY, "12345678", "元"),
        ("支出４５．２５万元", MONEY, "452500", "元"),
        ("支出3千万元", MONEY, "30000000", "元"),
        ("支出2百万元", MONEY, "2000000", "元"),
        ("支出1.2万亿元", MONEY, "1200000000000", "元"),
        ("支出45.25 万元", MONEY, "452500", "元"),
        ("支出-0.45万元", MONEY, "-4500", "元"),
        ("支出－0.45万元", MONEY, "-4500", "元"),
        ("支出13.亿元", MONEY, "1300000000", "元"),
        ("占18.42%", PERCENT, "18.42", "%"),
        ("占18.42％", PERCENT, "18.42", "%"),
        ("提高2.5个百分点", PERCENT, "2.5", "百分点"),
        ("接待18名", COUNT, "18", "人"),
        ("接待18位", COUNT, "18", "人"),
        ("接待1497次户", COUNT, "1497", "次户"),
        ("点击128余万次", COUNT, "1280000", "次"),
        ("点击128万余次", COUNT, "1280000", "次"),
        ("接种68.52万剂次", COUNT, "685200", "剂次"),
        ("培训12周", COUNT, "12", "周"),
        ("工龄30年", COUNT, "30", "年"),
        ("得91.07分", COUNT, "91.07", "分"),
        ("道路12.5千米", COUNT, "12.5", "公里"),
        ("共2020年", YEAR, "2020", "年"),
        ("共22020年", YEAR, "22020", "年"),
        ("共202年", YEAR, "202", "年"),
        ("共201.9年", YEAR, "201.9", "年"),
        ("共020年", YEAR, "20", "年"),
        ("于2020全区", YEAR, "2020", ""),
        ("于2020支出", YEAR, "2020", ""),
        ("与2020对比", YEAR, "2020", ""),
        ("得≥90", BARE, "90", ""),
        ("低于10⁵个", COUNT, "100000", "个"),
        ("直径10⁻³米", COUNT, "1/1000", "米"),
        ("共10¹⁵", BARE, "1000000000000000", ""),
        ("共0⁻³", BARE, "0", ""),
        ("厂房2.5万m²", COUNT, "25000", "平方米"),
        ("流域5km²", COUNT, "5", "平方公里"),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, kind: NumberKind, value: str, unit: str) -> None:
    found = only(text)
    assert (found.kind, found.value, found.unit) == (kind, Fraction(value), unit)
    assert text[found.end :] in {"", "全区", "支出", "对比"}


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("支出三百二十万元", "3200000", "元"),
        ("支出三百二十余万元", "3200000", "元"),
        ("约五十万元", "500000", "元"),
        ("人民币一亿二千万元", "120000000", "元"),
        ("人民币三千元", "3000", "元"),
        ("一万元", "10000", "元"),
        ("两百万元", "2000000", "元"),
        ("三点二亿元", "320000000", "元"),
        ("十二点五万元", "125000", "元"),
        ("一千零五元", "1005", "元"),
        ("一万二千三百四十五元", "12345", "元"),
        ("五百元", "500", "元"),
        ("十元", "10", "元"),
        ("近三千万元", "30000000", "元"),
        ("二十多万元", "200000", "元"),
        ("一百零八亿元", "10800000000", "元"),
        ("在编十二人", "12", "人"),
        ("共三人", "3", "人"),
        ("两名", "2", "人"),
        ("一百二十户", "120", "户"),
        ("三千余人次", "3000", "人次"),
        ("两万人", "20000", "人"),
        ("三十五个", "35", "个"),
        ("十二项", "12", "项"),
        ("五十家", "50", "家"),
        ("一百场次", "100", "场次"),
        ("二十辆", "20", "辆"),
        ("两辆", "2", "辆"),
        ("十六亩", "16", "亩"),
        ("五公里", "5", "公里"),
        ("一百二十三公里", "123", "公里"),
        ("十二个月", "12", "个月"),
        ("三万余户", "30000", "户"),
        ("二十余家", "20", "家"),
        ("百分之五", "5", "%"),
        ("百分之十二点五", "12.5", "%"),
        ("百分之百", "100", "%"),
        ("1.5倍", "150", "%"),
        ("支出.66万元", "6600", "元"),
        ("增加-22.53万元", "-225300", "元"),
        ("增长一倍", "100", "%"),
        ("翻两番", "300", "%"),
        ("约百分之三十", "30", "%"),
        ("百分之九十八以上", "98", "%"),
        ("占两成", "20", "%"),
        ("三成五", "35", "%"),
        ("五成半", "55", "%"),
        ("占一半", "50", "%"),
        ("近一半项目", "50", "%"),
        ("提高五个百分点", "5", "百分点"),
        ("3 200 万元", "32000000", "元"),
        ("3 200.5万元", "32005000", "元"),
        ("12 345 678元", "12345678", "元"),
        ("３ ２００万元", "32000000", "元"),
        ("１ ０００", "1000", ""),
        ("1 000", "1000", ""),
        ("3 200人", "3200", "人"),
        ("约3200万元", "32000000", "元"),
        ("近320万元", "3200000", "元"),
        ("人民币320万元", "3200000", "元"),
        ("￥320万元", "3200000", "元"),
        ("３２０万元", "3200000", "元"),
        ("一千二百人", "1200", "人"),
        ("八百八十八套", "888", "套"),
        ("二十四小时", "24", "小时"),
        ("四十场", "40", "场"),
    ],
)
def test_a_number_in_chinese_or_with_spaces_is_a_number(text: str, value: str, unit: str) -> None:
    found = only(text)
    assert (found.value, found.unit) == (Fraction(value), unit)
    assert [found.start] == [start for start, _ in numbers(text)]


@pytest.mark.parametrize(
    "text",
    NO_NUMBERS.split(),
)
def test_a_date_an_ordinal_a_list_or_a_name_in_chinese_is_no_number(text: str) -> None:
    assert mentions(text) == ()
    assert list(numbers(text)) == []


@pytest.mark.parametrize(
    ("text", "half", "suffix"),
    [
        ("三百二十万元", 5000, "万元"),
        ("一亿二千万元", 5000, "万元"),
        ("百分之五", Fraction(1, 2), "%"),
        ("两成", 5, "成"),
        ("两倍", 50, "倍"),
        ("翻了一番", 50, "倍"),
        ("一半", Fraction(1, 2), "%"),
        ("十二人", Fraction(1, 2), "人"),
        ("3 200 万元", 5000, "万元"),
    ],
)
def test_a_number_in_chinese_is_as_exact_as_it_was_written(text: str, half: Fraction, suffix: str) -> None:
    found = only(text)
    assert (found.half, found.suffix) == (half, suffix)


@pytest.mark.parametrize("text", ["占一半", "占两成", "约五十万元", "三千余人", "二十多万元", "3倍多"])
def test_a_rough_number_in_chinese_is_known(text: str) -> None:
    assert only(text).is_rough


@pytest.mark.parametrize(
    ("text", "how_many"),
    [
        ("走访500强企业", 1),
        ("“5+2”产业招商", 2),
        ("落实“1+3+N”服务", 2),
        ("用A4纸", 1),
        ("省道S206线", 1),
        ("第3次", 1),
        ("1月30日", 2),
        ("12月底", 1),
        ("上午9:30", 2),
        ("川办函〔2012〕53号", 2),
        ("于[2012]53号", 2),
        ("1．立项", 1),
        ("2、立项", 1),
        ("（1）立项", 1),
        ("成立100周年", 1),
        ("九十年代和90年代", 1),
        ("建设二期和2期工程", 1),
    ],
)
def test_what_is_part_of_a_name_is_no_quantity(text: str, how_many: int) -> None:
    found = mentions(text)
    assert len(found) == how_many
    assert {each.kind for each in found} <= {NAME, COUNT if "期工程" in text else NAME}


@pytest.mark.parametrize(
    "text",
    [
        "约10亿元",
        "近46万元",
        "80余次",
        "100多个",
        "300余人次",
        "≥90%",
        "不少于5场",
        "95%以上",
        "20天以内",
        "30人左右",
    ],
)
def test_a_rough_number_is_known(text: str) -> None:
    assert only(text).is_rough


def test_an_exact_number_is_not_rough() -> None:
    assert not only("共80次").is_rough


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("332.85亿元", "500000"), ("45万元", "5000"), ("7元", "0.005"), ("7.1元", "0.005"),
        ("18.4%", "0.05"), ("7个", "0.5"), ("12.6万册", "500"), ("2020年", "0"),
    ],
)  # fmt: skip
def test_rounding_may_have_taken_half_of_the_last_digit(text: str, half: str) -> None:
    assert only(text).half == Fraction(half)


def test_a_number_agrees_with_what_may_have_been_rounded_to_it() -> None:
    found = only("45.25万元")
    assert found.agrees(Fraction(452549))
    assert not found.agrees(Fraction(452551))


def test_digits_and_suffix_are_those_written() -> None:
    found = only("120.00万元")
    assert (found.digits, found.suffix, found.scale) == ("12", "万元", 10000)


def test_units_of_the_department_are_known() -> None:
    assert only("网格38个网格", "个网格").unit == "个网格"
    assert only("网格38个网格").unit == "个"


def test_marks_lead_back_and_places_count_without_them() -> None:
    text = f"共{values.mark(7, '38')}个，投资{values.mark(8, '332.85')}亿元，3名"
    found = mentions(text)
    assert [(each.serial, each.words) for each in found] == [(7, "38个"), (8, "332.85亿元"), (None, "3名")]
    plain = values.plain(text)
    assert [plain[each.start : each.end] for each in found] == [each.words for each in found]


@pytest.mark.parametrize("text", ["3万-5万元", "10%-20%", "2019年-2020年", "S-206", "（一）-5"])
def test_a_dash_between_two_is_no_minus(text: str) -> None:
    assert all(each.value > 0 for each in mentions(text))


def test_two_numbers_of_a_range_are_two_years() -> None:
    assert [each.value for each in mentions("2002年至2019年")] == [2002, 2019]


@pytest.mark.parametrize(
    ("value", "unit", "base"),
    [
        ("2", "亿元", (200000000, "元")),
        ("128", "余万次", (1280000, "次")),
        ("3", "名", (3, "人")),
        ("5", "元", (5, "元")),
    ],
)
def test_a_value_is_put_into_the_unit_of_mentions(value: str, unit: str, base: tuple[int, str]) -> None:
    assert in_base(Fraction(value), unit) == (Fraction(base[0]), base[1])


@given(st.text("0123456789.,，。%万亿元个年月日人次A+第〔〕（）余 -一二两三十百千零点成半分之", max_size=30))
def test_every_text_is_read_without_an_error(text: str) -> None:
    found = mentions(text)
    starts = [each.start for each in found]
    assert starts == sorted(starts)
    assert starts == [start for start, _ in numbers(text)]
