"""``python -m juesuan.pdf.declarations_anew`` reads the C declarations of weasyprint, for every later run."""

import importlib
import tempfile
from pathlib import Path

from juesuan.model.digests import digest
from juesuan.pdf import pango

FILE = Path(__file__).with_name("declarations_read.py")
_HEAD = '''\
"""Written by ``python -m juesuan.pdf.declarations_anew``, see ``declarations``."""

# mypy: ignore-errors
'''


def text() -> str:
    """The module that holds the declarations as cffi reads them, the same on every system, and their digest."""
    pango.prepare()
    declared = importlib.import_module("weasyprint.text.ffi").ffi.declared
    ffi = importlib.import_module("cffi").FFI()
    ffi.cdef(declared)
    ffi.set_source(FILE.stem, None)
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / FILE.name
        ffi.emit_python_code(str(written))
        return f'{_HEAD}{written.read_text(encoding="utf-8")}\nDIGEST = "{digest(declared.encode())}"\n'


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
