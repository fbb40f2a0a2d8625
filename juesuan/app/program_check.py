"""The program held against the list of its files that came with it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from juesuan.model import file_list, release, system_failures
from juesuan.model.identity import digest
from juesuan.model.outcome import DONE, NOTHING, OPEN, Told
from juesuan.model.problems import Problem, error

_HEAD = ("文件", "怎么了")
_AGAIN = "请重新解压发布的压缩包，把 inputs 和 output 两个文件夹复制过去。"


def told(root: Path) -> Told:
    """The answer of the command verify-program for the program in a folder.

    The exit code is 0 where every file is as it was published, 1 where some is not, 2 where there is no list.
    """
    try:
        text = (root / file_list.NAME).read_text(encoding="utf-8")
    except FileNotFoundError:
        where = "这个程序不是由发布的压缩包解压的，没有文件清单，查不了"
        return _refused(NOTHING, where, "从压缩包解压的才有；从源代码装的，请用 git status 看改过什么。")
    except (OSError, UnicodeDecodeError) as caught:
        reason = system_failures.reason(caught) if isinstance(caught, OSError) else "里面不是文字"
        return _refused(NOTHING, f"文件清单读不出来（{reason}）", _AGAIN)
    held = file_list.loaded(text)
    if held is None:
        return _refused(OPEN, "文件清单自己改过或不完整，不能拿它来查", _AGAIN)
    total, files = held
    rows = tuple(_differences(root, files))
    verdict = f"有 {len(rows)} 个文件与发布时不同。{_AGAIN}" if rows else "程序与发布时一样，一个文件也没有改。"
    said = (
        f"查了 {len(files)} 个文件，{release.number()} 版。{verdict}",
        f"清单的总摘要：{total}",
        "请同发布的人公布的总摘要对一下：一样，清单才是原来的清单。",
    )
    data = {
        "release": release.number(),
        "total": total,
        "files": len(files),
        "different": [list(row) for row in rows],
    }
    return Told(OPEN if rows else DONE, _HEAD, rows, said, data)


def _refused(code: int, message: str, advice: str) -> Told:
    problem: Problem = error("K65", file_list.NAME, message, advice)
    return Told(code, _HEAD, (), (), {"different": []}, (problem,))


def _differences(root: Path, files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each file that is not as it was published, with what is wrong with it."""
    there = {path.relative_to(root).as_posix(): path for path in file_list.found(root)}
    for name in sorted(files.keys() | there.keys()):
        if name not in there:
            yield name, "没有了"
        elif name not in files:
            yield name, "是多出来的，不是程序的文件"
        elif words := _changed(there[name], files[name]):
            yield name, words


def _changed(path: Path, key: str) -> str:
    try:
        return "" if digest(path.read_bytes()) == key else "改过了"
    except OSError as caught:
        return f"读不出来（{system_failures.reason(caught)}）"
