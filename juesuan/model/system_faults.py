"""The reasons, in Chinese, for which the system fails to read or write a file."""

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
"""By the error numbers of the system."""


def reason(caught: OSError) -> str:
    """The reason in Chinese: as it was given where the program gave it, which is closest, else by its number."""
    own = caught.strerror or str(caught)
    return own if not own.isascii() else _REASONS.get(caught.errno or 0, own or "原因不明")
