"""What is told of things in a Word file that do not come through: its weight, what becomes of it, what to do."""

from collections.abc import Mapping

from juesuan.model.omission import Loss
from juesuan.model.problems import Severity

Telling = tuple[Severity, str, str]
"""How much it weighs, what becomes of it, and what to do."""
LEFT_OUT = "没有收进报告"
_AS_TEXT = "请换成普通的文字。"
_WITHOUT_WORDS = f"没有文字，{LEFT_OUT}"

OF_WORDS: Mapping[Loss, Telling] = {
    Loss.STRUCK: (Severity.WARNING, LEFT_OUT, "不要的文字请删去；要的请去掉删除线。"),
    Loss.PLACEHOLDER: (Severity.WARNING, LEFT_OUT, "请填写它，或者把它删去。"),
    Loss.BARE_FIELD: (Severity.WARNING, LEFT_OUT, _AS_TEXT),
    Loss.AUTOMATIC: (Severity.WARNING, LEFT_OUT, _AS_TEXT),
    Loss.SIGN: (Severity.WARNING, LEFT_OUT, "请换成普通的字。"),
    Loss.EQUATION: (Severity.WARNING, LEFT_OUT, "请写成普通文字，或粘贴为图片。"),
    Loss.EMBEDDED_FILE: (Severity.WARNING, LEFT_OUT, "请打开它，把内容粘贴到正文里。"),
    Loss.UNKNOWN: (Severity.WARNING, LEFT_OUT, _AS_TEXT),
    Loss.FOOTNOTE: (Severity.WARNING, _WITHOUT_WORDS, "请删去它，或者补上文字。"),
    Loss.ENDNOTE: (Severity.WARNING, _WITHOUT_WORDS, "请删去它，或者补上文字。"),
    Loss.RAISED: (Severity.WARNING, "成了普通文字", "请换一种写法，免得读错数。"),
    Loss.HIDDEN: (Severity.HINT, LEFT_OUT, "需要的请取消隐藏。"),
    Loss.RUBY: (Severity.HINT, LEFT_OUT, "字照样收；注音要紧的，写在字后面的括号里。"),
}
"""The same of an attachment and of 文字材料."""
