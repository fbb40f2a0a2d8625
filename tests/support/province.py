"""云岭, a province that there is none of: a form unlike all others, made from docs/版式.md alone.

Its template is written in ``province.txt``, a paragraph a line behind the name of its style, as a person would
type it into a copy of another edition: sections, contents and styles are those of the copy.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from juesuan.model import editions
from juesuan.ooxml import package
from tests.support import word_files

TEXT = Path(__file__).with_name("province.txt")
SETTINGS = """# 云岭省部门决算公开的格式。
place = "云岭"
first_year = 2022
last_year = 2023
percent_decimals = 1
budget = "全年预算数"
budget_name = "全年预算"
no_base = "（{年}年为{数}，不可比）"
compares_three_public = false
numbering = ["第一章", "一、", "1．"]
tables_before = "绩效"
unused_texts = [
  "重点工作完成情况", "国内公务接待具体内容",
  "发现的主要问题", "下一步改进措施", "预期目标", "实际完成目标",
  "实施内容及过程概述", "评价结论", "下属单位",
]
printed_rows = ["收入支出.其他收入"]
unprinted_rows = ["其他事项.车辆", "其他事项.单价50万元以上通用设备", "其他事项.政府采购支出总额"]
required_rows = ["监督索引号", "保密审查", "联系方式"]

[[parts]]
title = "基本情况"
sections = ["机构职责", "编制和机构"]

[[parts]]
title = "决算说明"
sections = ["收支情况", "财政拨款支出", "“三公”经费"]

[[parts]]
title = "决算表"

[[parts]]
title = "绩效"

[[parts]]
title = "名词"

[[parts]]
title = "联系方式"
"""
TABLES = """part = "第三章 {{ 年度 }}年决算表"
codes = "三列"
total = "最后"

[[tables]]
title = "三公经费表"
kind = "财政拨款三公经费"
wide = true
note = "金额单位为万元。"

[[tables]]
title = "拨款支出表"
kind = "一般公共预算支出"
wide = false
note = "到项级科目。"
"""


def write(folder: Path) -> Path:
    """The folder with the three files of the edition."""
    folder.mkdir(parents=True)
    (folder / editions.TEMPLATE).write_bytes(template())
    (folder / editions.TABLES).write_text(TABLES, encoding="utf-8")
    (folder / editions.SETTINGS).write_text(SETTINGS, encoding="utf-8")
    return folder


def template() -> bytes:
    """The Word file of the edition."""
    parts = word_files.parts(editions.named("四川2022").template.data)
    word = package.open_word(editions.named("四川2022").template.data)
    styles = {style.name: key for key, style in package.styles(word).items() if key}
    document = parts["word/document.xml"].decode()
    head, _, rest = document.partition("<w:body>")
    last = rest[rest.rindex("<w:sectPr>") :]
    parts["word/document.xml"] = f"{head}<w:body>{''.join(_body(rest, styles))}{last}".encode()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return held.getvalue()


def _body(copied: str, styles: dict[str, str]) -> Iterator[str]:
    """The paragraphs; the ends of cover and contents, and the contents themselves, are those of the copy."""
    kept = re.findall(r"<w:p>(?:(?!</w:p>).)*(?:<w:sectPr>|<w:instrText).*?</w:p>", copied)
    taken = dict(zip(("@封面", "@目录", "@正文"), kept, strict=False))
    for line in TEXT.read_text(encoding="utf-8").splitlines():
        style, _, words = line.partition("｜")
        look = "" if style == "Normal" else f'<w:pPr><w:pStyle w:val="{styles.get(style, "")}"/></w:pPr>'
        yield taken.get(line) or f'<w:p>{look}<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'
