"""The command that opens the desk: the whole program in a browser."""

from juesuan.app.command_line import Asked, Command


def _desk(asked: Asked) -> int:
    from juesuan.app.desk import serving  # noqa: PLC0415 - a command loads what it needs

    return serving.serve(asked)


DESK = Command(
    "desk",
    "在浏览器里打开工作台：看问题、改数、生成、交付都在里面；只在本机上，关掉这个窗口就结束。",
    _desk,
    ("address", "no_office"),
    undone="打开",
)
