"""The numbers that a report must print, worked out from the cells alone: none of the program's own arithmetic.

``report`` gives for each paragraph with numbers the list of them in reading order, with the words that say a
direction; ``oracle_cells.of_text`` cuts the same out of a paragraph as it was printed.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, localcontext

from juesuan.year.blank_workbook import Content, Entry
from tests.support.oracle_cells import (
    GROWTH,
    Accounted,
    Book,
    Line,
    Tokens,
    against_budget,
    completed,
    digits,
    percent,
    wan,
)
from tests.support.oracle_lists import attachments, indicators, projects

# ---- the report


def report(content: Content, worth: int) -> list[Tokens]:
    """The numbers of every paragraph of the report that has some; its money is given in so many 元."""
    with localcontext(prec=80):
        book = Book(content, worth)
        made = Accounted(book, int(book.about("年度")), book.about("版式") == "四川2022")
        return [each for each in _paragraphs(made) if each]


def _paragraphs(made: Accounted) -> Iterator[Tokens]:
    yield [made.now]
    yield from indicators(made)
    if not made.is_newer:
        yield [made.now]
    yield _people(made)
    yield [made.now]
    yield from _totals(made)
    yield from _general_public(made)
    yield from _basic(made)
    yield from _three_public(made)
    for fund in ("政府性基金预算", "国有资本经营预算"):
        yield [made.now, wan(made.book.line("财政拨款收支", f"{fund}财政拨款支出").now)]
    yield from _other_matters(made)
    yield from projects(made)
    yield from ([str(place), *re.findall(r"\d+", str(term["名词"]))]
                for place, term in enumerate(made.book.content["名词解释"], start=1))  # fmt: skip
    yield from attachments(made)


def _people(made: Accounted) -> Tokens:
    def count(label: str) -> Decimal:
        return made.book.line("其他事项", label, counted=True).now

    kinds = [count(each) for each in ("行政人员", "参公人员", "事业人员", "工勤人员")]
    staff = digits(count("在编人员"))
    return [
        made.now, digits(count("人员编制")), staff, *(digits(each) for each in kinds if each),
        made.now, digits(count("调入人员")), digits(count("调出人员")),
    ]  # fmt: skip


def _totals(made: Accounted) -> Iterator[Tokens]:
    of_year = made.book.about("总计口径") == "本年合计"
    revenue, spent, fiscal_revenue, fiscal_spent = (
        made.book.line(sheet, f"本年{side}合计" if of_year else f"{side}总计")
        for sheet in ("收入支出", "财政拨款收支")
        for side in ("收入", "支出")
    )
    opening, closing = (made.book.line("收入支出", f"{each}结转和结余").now for each in ("年初", "年末"))
    if made.is_newer or _are_equal(revenue, spent):
        yield _together(made, revenue, spent)
    else:
        yield [made.now, wan(opening)]
        yield [*_side(made, revenue), *_side(made, spent), wan(closing)]
    yield from _structures(made)
    if made.is_newer or _are_equal(fiscal_revenue, fiscal_spent):
        yield _together(made, fiscal_revenue, fiscal_spent)
        return
    openings = [
        made.book.line("财政拨款收支", f"{fund}年初结转和结余").now
        for fund in ("一般公共预算", "政府性基金预算", "国有资本经营预算")
    ]
    yield [made.now, wan(openings[0]), *(wan(each) for each in openings[1:] if each)]
    closing = made.book.line("财政拨款收支", "年末财政拨款结转和结余").now
    yield [*_side(made, fiscal_revenue), *_side(made, fiscal_spent), wan(closing)]


def _are_equal(revenue: Line, spent: Line) -> bool:
    """Whether both totals are the same in both years: then they are said in one number."""
    return (revenue.now, revenue.last) == (spent.now, spent.last)


def _side(made: Accounted, line: Line) -> Tokens:
    if line.last is None:
        return [made.now, wan(line.now)]
    return [made.now, wan(line.now), made.last, wan(line.last), made.last, *made.change(line, GROWTH)]


def _together(made: Accounted, revenue: Line, spent: Line) -> Tokens:
    """Both totals in one number where they are equal, in the newer form beside one another where they are not."""
    if _are_equal(revenue, spent):
        return [made.now, wan(revenue.now), *made.growth(revenue)]
    return [made.now, wan(revenue.now), *made.growth(revenue), wan(spent.now), *made.growth(spent)]


_REVENUE = (
    "一般公共预算财政拨款收入", "政府性基金预算财政拨款收入", "国有资本经营预算财政拨款收入", "上级补助收入",
    "事业收入", "经营收入", "附属单位上缴收入", "其他收入",
)  # fmt: skip
_SPENT = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")


def _structures(made: Accounted) -> Iterator[Tokens]:
    for total, labels in (("本年收入合计", _REVENUE), ("本年支出合计", _SPENT)):
        whole = made.book.line("收入支出", total).now
        parts = [(label, made.book.line("收入支出", label).now) for label in labels]
        shown = [part for label, part in parts if label != "上级补助收入" or made.book.states("收入支出", label)]
        yield [made.now, wan(whole), *(each for part in shown for each in made.share(part, whole))]


# ---- 五 and 六


def _general_public(made: Accounted) -> Iterator[Tokens]:
    line = made.book.line("财政拨款收支", "一般公共预算财政拨款支出")
    whole = made.book.line("收入支出", "本年支出合计").now
    share = percent(line.now, whole) if whole else []
    yield [made.now, wan(line.now), *share, *made.growth(line)]
    own = [row for row in made.book.content["支出科目"] if row["资金性质"] == "一般公共预算"]
    leaves = {str(row["科目编码"]): _leaf(made.book, row) for row in own if len(str(row["科目编码"])) == 7}
    classes = sorted((str(row["科目编码"]), row) for row in own if len(str(row["科目编码"])) == 3)
    said = [[code, *made.share(_class(made.book, row, leaves), line.now)] for code, row in classes]
    yield [made.now, wan(line.now), *(each for one in said for each in one)]
    yield [made.now, wan(line.now), *completed(line)]
    for place, code in enumerate(sorted(leaves), start=1):
        yield [str(place), code[:3], code[:5], code, *_item(leaves[code])]


def _item(line: Line) -> Tokens:
    return [wan(line.now), *completed(line), *against_budget(line)]


def _leaf(book: Book, row: Entry) -> Line:
    parts = [book.money(row, head) or Decimal(0) for head in ("基本支出", "项目支出")]
    stated = book.money(row, "合计")
    now = sum(parts, Decimal(0)) if stated is None else stated
    return Line(now, None, book.money(row, "调整预算数"), "", str(row.get("与预算差异原因", "")))


def _class(book: Book, row: Entry, leaves: Mapping[str, Line]) -> Decimal:
    stated = book.money(row, "合计")
    below = (line.now for code, line in leaves.items() if code.startswith(str(row["科目编码"])))
    return sum(below, Decimal(0)) if stated is None else stated


def _basic(made: Accounted) -> Iterator[Tokens]:
    rows = made.book.content["基本支出"]
    amounts = {str(row["科目名称"]): made.book.money(row, "金额") or Decimal(0) for row in rows}
    personnel, public_use = amounts["人员经费合计"], amounts["公用经费合计"]
    names: dict[bool, Tokens] = {True: [], False: []}
    for row in rows:
        if (code := str(row.get("科目编码", ""))) and made.book.money(row, "金额"):
            names[code.startswith(("301", "303"))].append(code)
    yield [made.now, wan(personnel + public_use)]
    yield [wan(personnel), *names[True]]
    yield [wan(public_use), *names[False]]


# ---- 七


def _three_public(made: Accounted) -> Iterator[Tokens]:
    def line(label: str) -> Line:
        return made.book.line("三公经费", label)

    def count(label: str) -> str:
        return digits(made.book.line("其他事项", label, counted=True).now)

    total, abroad, vehicles, receptions = map(
        line, ("“三公”经费合计", "因公出国（境）费", "公务用车购置及运行维护费", "公务接待费")
    )
    compared = made.change(total, GROWTH) if made.is_newer and total.last is not None else []
    yield [made.now, wan(total.now), *completed(total), *compared, *against_budget(total)]
    shares = [[wan(each.now), *(percent(each.now, total.now) if total.now else [])]
              for each in (abroad, vehicles, receptions)]  # fmt: skip
    yield [made.now, *(each for one in shares for each in one)]
    travelled = [*against_budget(abroad), count("因公出国（境）团组"), count("因公出国（境）人次")]
    travelled = [*travelled, *made.growth(abroad)] if abroad.now or made.is_newer else []
    yield ["1", wan(abroad.now), *completed(abroad), *travelled]
    yield ["2", wan(vehicles.now), *completed(vehicles), *against_budget(vehicles), *made.growth(vehicles)]
    bought, held = line("公务用车购置费").now, count("公务用车保有量")
    kinds = [count(each) for each in ("轿车", "越野车", "载客汽车")] if held != "0" else []
    yield [wan(bought), *([count("购置公务用车")] if bought else []), made.now, "12", held, *kinds]
    yield [wan(line("公务用车运行维护费").now)]
    yield ["3", wan(receptions.now), *completed(receptions), *against_budget(receptions),
           *made.growth(receptions)]  # fmt: skip
    if receptions.now:
        foreign, other = line("外事接待费").now, line("其他国内公务接待费").now
        guests = [count("国内公务接待批次"), count("国内公务接待人次")]
        domestic = wan(line("国内公务接待费").now)
        yield [domestic, *guests, domestic]
        yield [wan(foreign), count("外事接待批次"), count("外事接待人次"), wan(foreign)]
        yield [wan(other)] if other else []


# ---- 十


def _other_matters(made: Accounted) -> Iterator[Tokens]:
    def line(label: str, *, counted: bool = False) -> Line:
        return made.book.line("其他事项", label, counted=counted)

    costs = line("机关运行经费")
    has_none = made.book.about("单位性质") == "事业单位" and not costs.now
    yield [made.now] if has_none else [made.now, wan(costs.now), *made.growth(costs)]
    bought = line("政府采购支出总额").now
    kinds = [wan(line(f"政府采购{kind}支出").now) for kind in ("货物", "工程", "服务")]
    small = [line(f"授予{size}企业合同金额").now for size in ("中小", "小微")]
    given = [[wan(each), *(percent(each, bought) if bought else [])] for each in small]
    yield [made.now, wan(bought), *kinds, *(each for one in given for each in one)]
    held = line("车辆", counted=True).now
    labels = ("部级领导干部用车", "一般公务用车", "一般执法执勤用车", "特种专业技术用车", "其他用车")
    vehicles = [digits(line(label, counted=True).now) for label in labels] if held else []
    general, special = (
        digits(line(label, counted=True).now) for label in ("单价50万元以上通用设备", "单价100万元以上专用设备")
    )
    yield [made.now, "12", "31", digits(held), *vehicles, "50万元", general, "100万元", special]
