"""The public tables of a department in 万元, as they are published; ``software_print`` puts them into files.

Written, as ``software_export``, without sight of how the program reads them.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from juesuan.model import workbook_form
from tests.support import software_forms
from tests.support.software_forms import ECONOMIC, FUNCTIONS, INCOMES
from tests.support.software_items import levels
from tests.support.software_ledger import FUNDS, NIL, Leaf, Ledger
from tests.support.software_pen import summed

Rows = list[list[str]]


class Style(Struct, frozen=True):
    """How public tables look."""

    form: str = "2022"
    codes: str = "one"
    """``one`` column 2013901, or ``three``: 类, 款 and 项."""
    is_total_first: bool = True
    is_broken: bool = False
    """Whether long labels and numbers are broken over lines."""
    most: int = 1000
    """The rows of a page: a longer table goes on in another, without headings."""


class Published(Struct, frozen=True):
    """A public table: its number, title, heading rows and body."""

    number: int
    title: str
    heads: Rows
    body: Rows


def tables(ledger: Ledger, style: Style) -> list[Published]:
    """The nine tables of a department, in their order."""
    return list(_Writer(ledger, style).all())


class _Writer(Struct, frozen=True):
    ledger: Ledger
    style: Style

    def all(self) -> Iterator[Published]:
        whole, fiscal = self.ledger.whole, self.ledger.fiscal
        yield Published(1, "收入支出决算总表", *self._totals(whole))
        heads = [
            "本年收入合计",
            "财政拨款收入",
            "上级补助收入",
            "事业收入",
            "经营收入",
            "附属单位上缴收入",
            "其他收入",
        ]
        yield self._coded(2, "收入决算表", [heads], self.ledger.leaves, self._incomes)
        heads = ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]
        yield self._coded(3, "支出决算表", [heads], self.ledger.leaves, self._natures)
        yield Published(4, "财政拨款收入支出决算总表", *self._fiscal(fiscal))
        general = self.ledger.of(workbook_form.GENERAL_PUBLIC)
        yield self._coded(
            6, "一般公共预算财政拨款支出决算表", [["合计", "基本支出", "项目支出"]], general,
            lambda leaf: (leaf.total, leaf.basic, leaf.project),
        )  # fmt: skip
        yield Published(8, "一般公共预算财政拨款基本支出决算明细表", *self._sections())
        for number, fund, title in (
            (10, workbook_form.GOVERNMENT_FUND, "政府性基金预算财政拨款收入支出决算表"),
            (11, workbook_form.STATE_CAPITAL, "国有资本经营预算财政拨款收入支出决算表"),
        ):
            yield self._fund(number, fund, title)
        yield Published(13, "财政拨款“三公”经费支出决算表", *self._three())

    def money(self, yuan: Decimal) -> str:
        found = f"{(yuan / 10000).quantize(Decimal('0.01'), ROUND_HALF_UP):,}"
        if self.style.is_broken and len(found) > 6:
            return f"{found[:5]}\n{found[5:]}"
        return found

    def label(self, words: str) -> str:
        return f"{words[:8]}\n{words[8:]}" if self.style.is_broken and len(words) > 8 else words

    def _totals(self, whole: dict[str, Decimal]) -> tuple[Rows, Rows]:
        form, ledger = self.style.form, self.ledger
        left = [(label, whole[field] if field != "fiscal" else ledger.fiscal["revenue_of_year"])
                for label, field in INCOMES[form]]  # fmt: skip
        right = [
            (label, sum((sum(ledger.natures(leaf), NIL) for leaf in ledger.leaves if leaf.code[:3] == code), NIL))
            for label, code in FUNCTIONS[form]
        ]
        ends = [
            ("本年收入合计", "revenue_of_year", "本年支出合计", "expenditure_of_year"),
            (software_forms.RESERVES[form], "use_of_reserves", "结余分配", "surplus_distribution"),
            ("年初结转和结余", "opening_balance", "年末结转和结余", "closing_balance"),
            ("总计", "total_revenue", "总计", "total_expenditure"),
        ]
        heads = [["收入", "", "支出", ""], ["项目", "决算数", "项目", "决算数"]]
        body = []
        for place, (label, amount) in enumerate(right):
            own = [self.label(left[place][0]), self.money(left[place][1])] if place < len(left) else ["", ""]
            body.append([*own, self.label(label), self.money(amount)])
        body += [[a, self.money(whole[b]), c, self.money(whole[d])] for a, b, c, d in ends]
        return heads, body

    def _fiscal(self, fiscal: dict[str, Decimal]) -> tuple[Rows, Rows]:
        form, ledger = self.style.form, self.ledger
        left = [(f"{serial}、{fund}财政拨款", fiscal[f"{field}_revenue"])
                for serial, (fund, field) in zip("一二三", FUNDS.items(), strict=True)]  # fmt: skip
        body = []
        for place, (label, code) in enumerate(FUNCTIONS[form]):
            own = ["", ""]
            if place < len(left):
                own = [self.label(left[place][0]), self.money(left[place][1])]
            parts = [sum((x.total for x in ledger.of(fund) if x.code[:3] == code), NIL) for fund in FUNDS]
            body.append([*own, self.label(label), *map(self.money, (sum(parts, NIL), *parts))])
        for mine, field, other, ending in (
            ("本年收入合计", "revenue_of_year", "本年支出合计", "expenditure"),
            ("年初财政拨款结转和结余", "opening_balance", "年末财政拨款结转和结余", "closing"),
        ):
            parts = [fiscal[f"{fund}_{ending}"] for fund in FUNDS.values()]
            body.append(
                [
                    self.label(mine),
                    self.money(fiscal[field]),
                    self.label(other),
                    *map(self.money, (sum(parts, NIL), *parts)),
                ]
            )
        for fund, field in FUNDS.items():
            body.append([f"{fund}财政拨款", self.money(fiscal[f"{field}_opening"]), "", "", "", "", ""])
        parts = [fiscal[f"{f}_expenditure"] + fiscal[f"{f}_closing"] for f in FUNDS.values()]
        body.append(
            ["总计", self.money(fiscal["total_revenue"]), "总计", *map(self.money, (sum(parts, NIL), *parts))]
        )
        heads = [
            ["收入", "", "支出", "", "", "", ""],
            ["项目", "决算数", "项目", "合计", *(f"{fund}财政拨款" for fund in FUNDS)],
        ]
        return heads, body

    def _incomes(self, leaf: Leaf) -> Sequence[Decimal]:
        own = self.ledger.incomes(leaf)
        return (sum(own, NIL), *own)

    def _natures(self, leaf: Leaf) -> Sequence[Decimal]:
        own = self.ledger.natures(leaf)
        return (sum(own, NIL), *own)

    def _coded(
        self,
        number: int,
        title: str,
        heads: Rows,
        leaves: Sequence[Leaf],
        amounts: Callable[[Leaf], Sequence[Decimal]],
    ) -> Published:
        width = len(heads[0])
        found = [(leaf, amounts(leaf)) for leaf in leaves]
        is_three = self.style.codes == "three"
        codes = ["类", "款", "项", "科目名称"] if is_three else ["科目编码", "科目名称"]
        first = ["项目", *[""] * (len(codes) - 1)]
        names = [first, codes] if len(heads) == 1 else [first, *[[""] * len(codes)] * (len(heads) - 2), codes]
        shown = [[*heads[0]], [""] * width] if len(heads) == 1 else heads
        top = [[*name, *head] for name, head in zip(names, shown, strict=True)]
        total = [*[""] * (len(codes) - 1), "合计"] if is_three else ["", "合计"]
        total += map(self.money, summed([own for _leaf, own in found], width))
        body = []
        for code, name, own in levels(found, width):
            at = [code[:3], code[3:5], code[5:]] if is_three else [code]
            body.append([*at, self.label(name), *map(self.money, own)])
        if not found:
            return Published(number, title, top, [[*[""] * (len(codes) + width)]])
        return Published(number, title, top, [total, *body] if self.style.is_total_first else [*body, total])

    def _fund(self, number: int, fund: str, title: str) -> Published:
        ledger, field = self.ledger, FUNDS[fund]
        heads = [
            ["年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余"],
            ["", "", "小计", "基本支出", "项目支出", ""],
        ]
        leaves = ledger.of(fund)

        def amounts(leaf: Leaf) -> Sequence[Decimal]:
            is_first = leaf is leaves[0]
            opening = ledger.opening[field] if is_first else NIL
            came = ledger.revenue[field] if is_first else NIL
            return opening, came, leaf.total, leaf.basic, leaf.project, opening + came - leaf.total

        return self._coded(number, title, heads, leaves, amounts)

    def _sections(self) -> tuple[Rows, Rows]:
        own = self.ledger.basic_sections
        sides: list[Rows] = []
        for codes in (("301", "303"), tuple(code for code in ECONOMIC if code not in {"301", "303"})):
            rows: Rows = []
            for code in codes:
                parts = [(f"{code}{end}", name) for end, name in ECONOMIC[code].items()]
                total = sum((own.get(each, NIL) for each, _ in parts), NIL)
                rows.append([code, self.label(workbook_form.ECONOMIC_CLASSES[code]), self.money(total)])
                rows += [[each, self.label(name), self.money(own.get(each, NIL))] for each, name in parts]
            sides.append(rows)
        height = max(map(len, sides))
        padded = [[*rows, *[["", "", ""]] * (height - len(rows))] for rows in sides]
        body = [[*left, *right] for left, right in zip(*padded, strict=True)]
        personnel = sum((v for code, v in own.items() if code[:3] in {"301", "303"}), NIL)
        rest = sum(own.values(), NIL) - personnel
        body.append(["人员经费合计", "", self.money(personnel), "公用经费合计", "", self.money(rest)])
        heads = [
            ["人员经费", "", "", "公用经费", "", ""],
            ["经济分类科目编码", "科目名称", "决算数", "经济分类科目编码", "科目名称", "决算数"],
        ]
        return heads, body

    def _three(self) -> tuple[Rows, Rows]:
        budget, three = dict(self.ledger.three_budget), self.ledger.three
        budget["vehicle_running"] = budget["vehicle_running"] or budget["vehicles"]
        fields = ("total", "overseas", "vehicles", "vehicle_purchase", "vehicle_running", "receptions")
        one = ["合计", "因公出国（境）费", "公务用车购置及运行费", "", "", "公务接待费"]
        two = ["", "", "小计", "公务用车购置费", "公务用车运行费", ""]
        heads = [["预算数", *[""] * 5, "决算数", *[""] * 5], one * 2, two * 2]
        amounts = [numbers[field] for numbers in (budget, three) for field in fields]
        return heads, [list(map(self.money, amounts))]
