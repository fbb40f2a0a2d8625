"""Why the system did not read or write a file, in the words of the officer."""

import errno
import re

_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件太大，这个磁盘放不下",
    errno.EROFS: "磁盘是只读的",
    errno.EACCES: "没有权限，或文件正被打开",
    errno.EPERM: "没有权限，或文件正被打开",
    errno.EBUSY: "文件正被别的程序占用",
    errno.ENOENT: "找不到文件",
    errno.EISDIR: "这里应是文件，却是文件夹",
    errno.ENOTDIR: "这里应是文件夹，却是文件",
    errno.ENOTEMPTY: "文件夹里还有文件",
    errno.EEXIST: "同名的文件已经有了",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "这是一个指向自己的快捷方式（链接）",
    errno.EINVAL: "文件名或文件不合系统的规定",
    errno.EIO: "磁盘或网络出错",
    errno.ESTALE: "网络上的文件夹断开了",
    errno.ETIMEDOUT: "磁盘或网络没有应答",
    errno.ENXIO: "这里应是文件，却是别的",
    errno.EXDEV: "在另一个磁盘上",
    errno.ENFILE: "打开的文件太多",
    errno.ENOLCK: "这个磁盘不支持文件锁",
    errno.ENOSYS: "这个磁盘不支持文件锁",
    errno.ENOMEM: "内存不够",
    errno.EMFILE: "打开的文件太多",
}
"""The reasons by the error numbers of the system."""


def reason(caught: OSError) -> str:
    """The reason in Chinese, without a full stop; a system's own words in another language become its number."""
    stated = caught.strerror or ""
    if re.search("[一-龥]", stated):
        return stated
    return _REASONS.get(caught.errno or 0, f"系统错误 {caught.errno or '不明'}")
