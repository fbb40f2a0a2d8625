"""The readers behind ``reading.finished_report``: one for each kind of file, from bytes to lines with places."""

__all__ = ["Unreadable"]


class Unreadable(ValueError):  # noqa: N818 - the name is the reason
    """Raised where a file cannot be read as a report; the message says why, in Chinese."""
