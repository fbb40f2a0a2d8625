"""The pinned archives, fetched by pip into a cache and held against their digests; nothing of them is run."""

import os
import re
import subprocess
import sys
from pathlib import Path

from juesuan.model.identity import digest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WHEELS, INTERPRETER, SHIM = HERE / "wheels.txt", HERE / "interpreter.txt", HERE / "shims" / "ucrtbase.txt"
PYTHON = "313"
"""The version of Python that is packed, as wheels name it."""
_FOR_WINDOWS = (
    *("--only-binary", ":all:", "--platform", "win_amd64", "--implementation", "cp", "--python-version", PYTHON),
    *("--abi", f"cp{PYTHON}", "--abi", "abi3", "--abi", "none"),
)
_LEFT_OUT = {
    "setuptools": "only asked for by gstreamer-libs for its other parts",
    "gstreamer-ext-runtime": "Microsoft's runtime under terms of its own; Python brings the same files along",
}
"""The packages of requirements.txt that are not packed, and why."""


def cache() -> Path:
    """The folder in which what was fetched stays for the next time."""
    place = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "juesuan-windows"
    place.mkdir(parents=True, exist_ok=True)
    return place


def wheels() -> tuple[Path, ...]:
    """The pinned wheels in the order of their names. Raises CalledProcessError where one is not as pinned."""
    return _fetched(cache() / "wheels", WHEELS, "whl", *_FOR_WINDOWS)


def interpreter() -> Path:
    """The pinned source archive with the interpreter. Raises CalledProcessError as above."""
    return _fetched(cache(), INTERPRETER, "tar.gz", "--no-binary", ":all:", "--no-build-isolation")[0]


def shim() -> Path:
    """The pinned wheel with a library that Wine lacks. Raises CalledProcessError as above."""
    return _fetched(cache(), SHIM, "whl")[0]


def _fetched(place: Path, pins: Path, kind: str, *options: str) -> tuple[Path, ...]:
    """The archives that a file pins; pip is asked only where one is not in the cache as it was pinned."""
    wanted = dict(_pins(pins))
    there = {each: path for each, key in wanted.items() if (path := _of_pin(place, each, kind)) and _is(path, key)}
    if there.keys() != wanted.keys():
        _pip("-d", place, "--require-hashes", *options, "-r", pins)
        there = {each: path for each in wanted if (path := _of_pin(place, each, kind))}
    return tuple(there[each] for each in wanted)


def pin() -> None:
    """Writes the digests of the wheels that requirements.txt names now into wheels.txt."""
    place, wanted = cache() / "wheels", cache() / "wanted.txt"
    names = sorted(packed((ROOT / "requirements.txt").read_text(encoding="utf-8")), key=str.lower)
    wanted.write_text("\n".join(names), encoding="utf-8")
    _pip("-d", place, *_FOR_WINDOWS, "-r", wanted)
    head = [line for line in WHEELS.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    fetched = ((each, _of_pin(place, each, "whl")) for each in names)
    lines = [f"{each} --hash=sha256:{digest(path.read_bytes())}" for each, path in fetched if path]
    WHEELS.write_text("\n".join([*head, *lines, ""]), encoding="utf-8")


def packed(requirements: str) -> list[str]:
    """The pins of requirements.txt that are packed, such as lxml==6.1.3, without markers and reasons."""
    pins = re.findall(r"^[^#\s][^;#\s]*", requirements, re.MULTILINE)
    return [each for each in pins if each.partition("==")[0] not in _LEFT_OUT]


def _pip(*arguments: object) -> None:
    """Runs pip download; where it keeps a source archive it asks our own setuptools, not setup.py."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "-q",
        "--no-deps",
        "--disable-pip-version-check",
        *arguments,
    ]
    variables = {**os.environ, "PYTHONPATH": str(HERE / "unbuilt")}
    subprocess.run(list(map(str, command)), check=True, env=variables, stderr=subprocess.PIPE)


def _pins(path: Path) -> list[tuple[str, str]]:
    """Each pin of a file with its SHA-256."""
    return re.findall(r"^([^#\s]+) --hash=sha256:([0-9a-f]{64})$", path.read_text(encoding="utf-8"), re.MULTILINE)


def _of_pin(place: Path, pin: str, kind: str) -> Path | None:
    """The archive that was fetched for a pin, whatever else lies in the cache; None where there is none."""
    name, _, version = pin.partition("==")
    begin = re.sub(r"[-_.]+", "[-_.]", name)
    named = re.compile(rf"{begin}-{re.escape(version)}(-.+)?\.{kind}", re.IGNORECASE)
    found = (path for path in place.glob("*") if named.fullmatch(path.name))
    return next(found, None)


def _is(path: Path, key: str) -> bool:
    return digest(path.read_bytes()) == key
