"""The digest that tells one file from another."""


def digest(data: bytes) -> str:
    """The SHA-256 of the bytes, in hexadecimal digits."""
    import hashlib  # noqa: PLC0415 - a check asks for no digest

    return hashlib.sha256(data).hexdigest()
