"""What a finished file says of its own making, so that it can be told later whether it is still as it was made.

A seal finds changes, it does not prevent forgery: it holds no secret, whoever knows this program can write one.
It says nothing of persons: only digests.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from juesuan import versions
from juesuan.identity import About
from juesuan.versions import digest

_SHORT = 12
"""Digits of a digest where another file of the same kind is not looked for, only a change of this one."""


@dataclass(frozen=True, slots=True)
class Seal:
    """As it is read from a file; ``told`` are digests of what the file says, by what they are of."""

    origin: str
    program: str
    told: Mapping[str, str]


def marked(about: About, given: Mapping[str, bytes]) -> About:
    """The same, with what the report is made from: the inputs of ``inputs.given`` and this program."""
    sources = {name: digest(data) for name, data in given.items()}
    return replace(about, origin=origin(sources, versions.program()), program=short(versions.program()))


def origin(sources: Mapping[str, str], program: str) -> str:
    """One digest of all that a version is made from: its inputs, by name, and the program."""
    return digest("\n".join([program, *(f"{name} {key}" for name, key in sorted(sources.items()))]).encode())


def short(key: str) -> str:
    """Of a digest as much as a person compares."""
    return key[:_SHORT]


def of_texts(texts: Iterable[str]) -> str:
    """The digest of texts in order; white space is none of them, programs write it each in their own way."""
    return digest("\n".join("".join(text.split()) for text in texts).encode())
