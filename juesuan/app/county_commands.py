"""The commands about all departments of a county."""

from juesuan.app.command_line import Asked, Command


def _batch(asked: Asked) -> int:
    from juesuan.app.batch import running  # noqa: PLC0415 - a command loads what it needs

    return running.run(asked)


OF_A_COUNTY = (
    Command(
        "batch",
        "全县各单位一起做：文件夹里一个单位一个文件夹，各有 inputs/年度；几个进程同时做，没有变的不重做，"
        "一个做不成不影响别的，可以随时中断、再运行"
        "（退出码：0 都做好了，1 有的没做成或有问题，2 一个也没有做成）。",
        _batch,
        ("workers", "cluster", "check_only", "quiet"),
        "文件夹",
        undone="做",
    ),
)
"""What is done for a county, in the order of the help."""
