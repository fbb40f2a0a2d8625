"""The sheets of 名词解释 and 出错说明."""

from juesuan.model.sheets import Column, ColumnKind, Sheet

TERMS = Sheet(
    "名词解释",
    "terms",
    (
        Column("名词", "name", ColumnKind.TEXT, required=True, width=44),
        Column("解释", "meaning", ColumnKind.PROSE, required=True, width=90),
    ),
    intro="按此顺序编号印出；只列本报告用到的。解释从“指”“反映”写起，写句号。",
)

EXPLANATIONS = Sheet(
    "出错说明",
    "explanations",
    (
        Column("代码", "code", ColumnKind.TEXT, required=True, note="问题的代码，如 C305。", width=12),
        Column(
            "位置",
            "place",
            ColumnKind.TEXT,
            required=True,
            note="问题的位置，照抄，如 〔财政拨款收支〕D14。",
            width=34,
        ),
        Column(
            "差额",
            "difference",
            ColumnKind.TEXT,
            note="问题写明的差额，照抄；以后差额变了，说明就不再算数。",
            width=24,
        ),
        Column("说明", "reason", ColumnKind.TEXT, required=True, note="为什么这样是对的。", width=90),
    ),
    intro="核对提出的问题确有原因时，在这里写明原因；前三格可以从核对报告里复制。写明了的问题照样列出，但不再算没有解决。",
)
