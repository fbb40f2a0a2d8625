"""What is loaded with the layout library, and what only when it is needed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOADED = """
import sys
from juesuan import pdf
assert pdf.readiness() == ()
print(*(name for name in ("fontTools.subset", "fontTools.varLib") if name in sys.modules))
from weasyprint.pdf import fonts
print(type(fonts.subset.Options(hinting=False)).__module__, fonts.subset.Options().hinting)
try:
    fonts.instantiateVariableFont(fonts.TTFont(sys.argv[1]), {})
except ValueError as caught:
    print(caught)
"""


def test_what_only_other_fonts_need_is_loaded_when_it_is_called() -> None:
    font = next((ROOT / "fonts").glob("*.ttf"))
    command = [sys.executable, "-c", LOADED, str(font)]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    assert said == ["", "fontTools.subset True", "Missing required table fvar"]
