"""The terms that 名词解释 lacks, as a command: proposed, shown, agreed to, written."""

from datetime import datetime
from pathlib import Path

from juesuan.app import importing
from juesuan.app.teller import Teller
from juesuan.model import advised
from juesuan.model.outcome import DONE, NOTHING, OPEN, short
from juesuan.model.written_text import MARK


def run(folder: Path, tell: Teller, *, dry_run: bool, yes: bool) -> int:
    """Proposes the terms; returns 0, or 1 where some has no standard explanation, or 2 where it is not agreed to.

    Raises ReportError where the workbook cannot be read or written.
    """
    from juesuan.year import proposed_terms  # noqa: PLC0415 - a command loads what it needs

    found = proposed_terms.prepared(folder)
    code, files, terms = OPEN if found.problems else DONE, tuple[Path, ...](), found.terms
    if terms:
        tell.table(("名词", "参考的解释"), [(term.name, term.meaning) for term in terms])
    tell.problems(found.problems)
    if not terms:
        said = "没有可以补的名词。" if found.problems else "要解释的名词，名词解释表里都有了。"
    elif dry_run:
        said = "只是列出来看，什么也没有写。"
    elif yes or importing.agreed(tell):
        files = proposed_terms.written(found, datetime.now().astimezone())
        said = (
            f"写进了 {len(terms)} 条，各有一个{MARK}：看过、改好，运行 {advised.on_folder('confirm', folder)} 确认"
            f"（标记由它删去），再运行 {advised.on_folder('check', folder)}。"
        )
    else:
        code, said = NOTHING, "没有写。看过以上各条、确认要写，请加 --yes 再运行一次。"
    for path in files:
        tell.say(f"已写 {short(path)}")
    tell.say(said)
    data = {"terms": [{"name": term.name, "meaning": term.meaning} for term in terms]}
    tell.report({"exit_code": code, "files": [str(path) for path in files], **data}, found.problems)
    return code
