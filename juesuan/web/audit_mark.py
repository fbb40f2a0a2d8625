"""The mark by which a page of an audit is known, so that no other file is written over."""

AUDIT_MARK = b'<meta name="generator" content="juesuan audit">'
_HEAD = 200
"""The first bytes of a page, in which its mark stands."""


def is_audit_page(data: bytes) -> bool:
    """Whether a file is a page of an audit that this program has made."""
    return AUDIT_MARK in data[:_HEAD]
