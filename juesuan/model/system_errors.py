"""Why the system would not read or write a file, in Chinese."""

import errno

_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
    errno.EACCES: "没有权限，或文件正被打开",
    errno.EPERM: "没有权限，或文件正被打开",
    errno.ENOENT: "找不到文件",
    errno.EISDIR: "这里应是文件，却是文件夹",
    errno.ENOTDIR: "这里应是文件夹，却是文件",
    errno.EEXIST: "同名的文件已经有了",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "磁盘或网络出错",
}
"""The reasons by the numbers of the system's errors."""


def reason(caught: OSError) -> str:
    """Why a file could not be read or written: what the program said of it itself, else the system's reason."""
    said = caught.strerror or str(caught)
    return said if said and not said.isascii() else _REASONS.get(caught.errno or 0, f"系统错误 {caught.errno}")
