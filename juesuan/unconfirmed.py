"""〔待确认〕: the mark on what was taken over from last year until a person has read it."""

import re

MARK = "〔待确认〕"
_WORDS = r"待\s*确\s*[认認]"
MARKED = re.compile(
    rf"[〔［\[【﹝〖｛{{]\s*{_WORDS}\s*[?？!！:：]?\s*[〕］\]】﹞〗｝}}]?|{_WORDS}\s*[〕］\]】﹞〗｝}}]"
    rf"|[（(]\s*{_WORDS}\s*[?？!！]?\s*[）)]"
)
"""The mark as people type it: in brackets of any kind, one of which may be lost; round ones must be a pair."""


def bare(text: str) -> str:
    """The text without marks."""
    return MARKED.sub("", text)
