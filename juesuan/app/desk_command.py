"""The command that opens the desk: the whole program in a browser."""

from pathlib import Path

from juesuan.app.command_line import Asked, Command
from juesuan.model.problems import ReportError, error


def _desk(asked: Asked) -> int:
    if not asked.words:
        from juesuan.app.desk import serving  # noqa: PLC0415 - a command loads what it needs

        return serving.serve(asked)
    from juesuan.app.desk.county import site  # noqa: PLC0415 - as above

    if len(asked.words) > 1:
        raise ReportError(
            error("I61", asked.words[1], "一次只打开一个文件夹", "各单位的文件夹放在同一个文件夹里。")
        )
    return site.serve(asked, Path(asked.named))


DESK = Command(
    "desk",
    "在浏览器里打开工作台：看问题、改数、生成、交付都在里面；只在本机上，关掉这个窗口就结束。"
    "写一个文件夹，里面一个单位一个文件夹，打开的就是全县各单位的表。",
    _desk,
    ("address", "no_office"),
    "文件夹",
    undone="打开",
    may_stand_alone=True,
)
