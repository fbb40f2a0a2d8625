"""A file of data that a person may open and correct, read strictly: a fault in it is told with its line."""

import re
import tomllib
from pathlib import Path
from typing import Any

from juesuan.model.problems import ReportError, error

_ADVICE = "请对照文件开头的说明和上下各行改正；文字放在一对半角双引号里，几种说法用半角逗号隔开、放在方括号里。"


def read(path: Path) -> tuple[str, dict[str, Any]]:
    """The text of a TOML file and what it holds; a ``ReportError`` (W05) names the line that is not TOML."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as caught:
        raise ReportError(
            error("W05", path.name, "不是能读的 UTF-8 文本", "请用记事本打开，另存为，编码选 UTF-8。")
        ) from caught
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as caught:
        line = re.search(r"at line (\d+)", str(caught))
        raise fault(path, f"第{line[1]}行写得不对" if line else "没有写完") from caught


def fault(path: Path, message: str) -> ReportError:
    """The refusal of a file in which something is not as it must be, with the advice on how to write it."""
    return ReportError(error("W05", path.name, message, _ADVICE))


def line_of(text: str, key: str) -> int:
    """The number of the line on which a key in quotation marks is given its value; 1 where there is none."""
    found = re.search(rf'^\s*"{re.escape(key)}"\s*=', text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 1
