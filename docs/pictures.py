"""The pictures of the README, from the report that ``make report`` has made: ``make contact``.

contact.png shows every page of the newest PDF that is handed over, small; page.png the first page of 第二部分;
chart.png one of its charts.
"""

import io
import sys
from pathlib import Path

import pymupdf
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from charts import draw  # noqa: E402
from juesuan import reading  # noqa: E402
from juesuan.figures import chart_data, derive  # noqa: E402
from juesuan.model.outputs import HANDOVER  # noqa: E402

DOCS = ROOT / "docs"
COLUMNS = 7
WIDTH, HEIGHT, GAP = 252, 356, 8
"""Of a place in the contact sheet, in pixels; a page that lies across is as wide as one that stands."""
TABLE = (96, 104, 112)
"""The colour between the pages: none of theirs."""
TONES = 24
PAGE_WIDTH, CHART_WIDTH = 497, 886
CHART = "一般公共预算支出结构"
PART = "第二部分"


def contact(pdf: bytes) -> Image.Image:
    """All pages of a PDF in rows from the upper left."""
    pages = pictures(pdf, WIDTH)
    rows = -(-len(pages) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * (WIDTH + GAP) + GAP, rows * (HEIGHT + GAP) + GAP), TABLE)
    for place, page in enumerate(pages):
        row, column = divmod(place, COLUMNS)
        sheet.paste(page, (GAP + column * (WIDTH + GAP), GAP + row * (HEIGHT + GAP)))
    return sheet.quantize(TONES)


def pages_on(sheet: Image.Image) -> int:
    """How many pages a contact sheet shows: places with anything but the colour between them."""
    lefts, tops = range(GAP, sheet.width - GAP, WIDTH + GAP), range(GAP, sheet.height - GAP, HEIGHT + GAP)
    corners = ((left, top) for top in tops for left in lefts)
    places = (sheet.convert("RGB").crop((left, top, left + WIDTH, top + HEIGHT)) for left, top in corners)
    return sum(place.getcolors(1) is None for place in places)


def pictures(pdf: bytes, width: int) -> list[Image.Image]:
    """Every page as a picture so many pixels wide."""
    with pymupdf.open("pdf", pdf) as document:  # type: ignore[no-untyped-call]
        return [_picture(page, width) for page in document]


def _picture(page: pymupdf.Page, width: int) -> Image.Image:
    """Drawn at three times its size: small letters keep their strokes."""
    drawn = page.get_pixmap(dpi=round(3 * 72 * width / page.rect.width))
    whole = Image.open(io.BytesIO(drawn.tobytes("png")))  # type: ignore[no-untyped-call]
    return whole.convert("RGB").resize(
        (width, round(width * page.rect.height / page.rect.width)), Image.Resampling.LANCZOS
    )


def page_of(pdf: bytes, title: str) -> Image.Image:
    """The page of the first bookmark that begins so."""
    with pymupdf.open("pdf", pdf) as document:  # type: ignore[no-untyped-call]
        number = next(page for _, name, page in document.get_toc() if name.startswith(title))
        return _picture(document[number - 1], PAGE_WIDTH)


def chart_of(year: str, name: str) -> Image.Image:
    """A chart of the inputs of a year."""
    accounts, _ = reading.read(reading.given(ROOT / "inputs" / year))
    every = chart_data.charts(accounts, derive.derive(accounts))
    drawing = draw.draw(next(chart for chart in every if chart.name == name))
    whole = Image.open(io.BytesIO(drawing.png)).convert("RGB")
    return whole.resize((CHART_WIDTH, round(CHART_WIDTH * whole.height / whole.width)), Image.Resampling.LANCZOS)


def main() -> None:
    """Write the three pictures. Raises SystemExit where there is no report, or not all of it is shown."""
    found = sorted((ROOT / "output").glob(f"[0-9]*/{HANDOVER}/*.pdf"))
    if not found:
        raise SystemExit("output 里没有 PDF，请先运行 make report。")
    pdf = found[-1].read_bytes()
    sheet = contact(pdf)
    sheet.save(DOCS / "contact.png", optimize=True)
    page_of(pdf, PART).quantize(TONES).save(DOCS / "page.png", optimize=True)
    chart_of(found[-1].parents[1].name, CHART).quantize(TONES).save(DOCS / "chart.png", optimize=True)
    with Image.open(DOCS / "contact.png") as written:
        shown, pages = pages_on(written), len(pictures(pdf, 10))
    if shown != pages:
        raise SystemExit("docs/contact.png 上的页数与 PDF 不同。")
    sys.stdout.write(f"docs/contact.png：{shown} 页\n")


if __name__ == "__main__":
    main()
