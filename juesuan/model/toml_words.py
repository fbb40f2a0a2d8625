"""Words as a string of TOML."""

import json


def quoted(words: str) -> str:
    """The words as a string of TOML, which are those of JSON but for one sign."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
