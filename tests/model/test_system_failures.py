"""What the system says of a file, told in Chinese whatever language the system speaks."""

import errno
import os

import pytest

from juesuan.model import system_failures


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.EACCES, "没有权限，或文件正被打开"),
        (errno.EFBIG, "文件太大，这个磁盘放不下"),
        (errno.ENODEV, f"系统错误 {errno.ENODEV}"),
    ],
)
def test_an_error_of_the_system_is_told_in_chinese(number: int, told: str) -> None:
    assert system_failures.reason(OSError(number, os.strerror(number))) == told


def test_a_reason_that_is_chinese_already_stays() -> None:
    assert system_failures.reason(OSError(errno.EINVAL, "不是文件")) == "不是文件"


def test_an_error_without_a_number_is_told_too() -> None:
    assert system_failures.reason(OSError("no reason")) == "系统错误 不明"
