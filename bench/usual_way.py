"""The usual way of doing this job, to measure the program against; run by bench/run.py.

    python bench/usual_way.py prepare FOLDER    untimed: writes the words and the numbers of the charts
    python bench/usual_way.py make FOLDER       timed: reads, draws, fills the template, prints with LibreOffice

It is what most people would write: pandas reads every sheet, pyplot draws the same seven charts and saves them for
print, docxtpl fills the same template, LibreOffice turns the Word file into the PDF. It gets the words ready made
from the program, so that both make the same report: the time for working them out counts against the program
alone. It has no checks, no contents page with page numbers, no record.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from charts.data import Bars, Chart, Pie  # noqa: E402  below the path that it needs
from juesuan.model import values  # noqa: E402  as above
from juesuan.wording.tags import Tag  # noqa: E402  as above

INPUTS = max((ROOT / "inputs").glob("[0-9]*"))
FONT = ROOT / "fonts" / "NotoSansSC_500Medium.ttf"
PREPARED, WORD, FONTS = "prepared.pickle", "report.docx", "fonts.conf"
OFFICIAL = {
    "仿宋_GB2312": "FandolFang R",
    "楷体_GB2312": "FandolKai",
    "黑体": "Noto Sans SC",
    "方正小标宋简体": "Noto Serif SC",
    "宋体": "Noto Serif SC",
}
"""The fonts of the form, and those at hand that look like them."""
DPI = 300


def prepare(folder: Path) -> None:
    """Write what both ways say, tags and template and the numbers of the charts, and where fonts are."""
    # the timed run must not pay for these
    from juesuan import reading  # noqa: PLC0415
    from juesuan.figures import chart_data, derive  # noqa: PLC0415
    from juesuan.model import editions  # noqa: PLC0415
    from juesuan.wording import vocabulary  # noqa: PLC0415

    accounts, _ = reading.read(reading.given(INPUTS))
    figures = derive.derive(accounts)
    words = unmarked(vocabulary.build(accounts, figures).tags)
    template = folder.resolve() / "report.docx"
    template.write_bytes(editions.named(accounts.department.edition.text).template.data)
    (folder / FONTS).write_text(fonts((folder / "fontcache").resolve()), "utf-8")
    (folder / PREPARED).write_bytes(pickle.dumps((words, chart_data.charts(accounts, figures), template)))


def fonts(cache: Path) -> str:
    """Return the settings with which LibreOffice finds a font for each of the official names."""
    alias = "<alias binding='same'><family>{}</family><prefer><family>{}</family></prefer></alias>"
    named = "".join(alias.format(*pair) for pair in OFFICIAL.items())
    return f"<fontconfig><dir>{ROOT / 'fonts'}</dir><cachedir>{cache}</cachedir>{named}</fontconfig>"


def unmarked(words: Any) -> Any:
    """Return the words without the program's invisible marks, for which LibreOffice would look for fonts."""
    match words:
        case str():
            return values.plain(words)
        case Tag():
            return Tag(values.plain(words.text), unmarked(words.members), words.holds)
        case Mapping():
            return {name: unmarked(each) for name, each in words.items()}
        case list():
            return [unmarked(each) for each in words]
        case _:
            return words


def make(folder: Path) -> None:
    """Make the report the usual way."""
    tags, charts, template = pickle.loads((folder / PREPARED).read_bytes())  # noqa: S301  written by prepare
    read()
    drawn = {chart.name: picture for chart in charts if (picture := draw(chart, folder))}
    filled(template, tags, drawn, [chart.name for chart in charts]).save(str(folder / WORD))
    print_pdf(folder)


def read() -> None:
    """Read every sheet and every paragraph of the inputs."""
    import docx  # noqa: PLC0415  prepare does without
    import pandas as pd  # noqa: PLC0415  prepare does without

    for workbook in INPUTS.glob("*.xlsx"):
        pd.read_excel(workbook, sheet_name=None, header=None, engine="openpyxl")
    for document in INPUTS.glob("*.docx"):
        "\n".join(paragraph.text for paragraph in docx.Document(str(document)).paragraphs)


def draw(chart: Chart, folder: Path) -> Path | None:
    """Save a chart for print; None where there is nothing to draw."""
    import matplotlib as mpl  # noqa: PLC0415  prepare does without

    mpl.use("agg")
    import matplotlib.pyplot as plt  # noqa: PLC0415  prepare does without
    from matplotlib.font_manager import FontProperties, fontManager  # noqa: PLC0415

    fontManager.addfont(str(FONT))
    family = FontProperties(fname=str(FONT)).get_name()
    plt.rcParams.update({"font.family": family, "font.weight": "medium", "axes.unicode_minus": False})
    figure, axes = plt.subplots(figsize=(5.9, 3.15))
    if isinstance(chart, Bars):
        bars(axes, chart)
    else:
        pie(axes, chart)
    if not axes.patches:
        plt.close(figure)
        return None
    path = folder / f"{chart.name}.png"
    figure.savefig(path, dpi=DPI)
    plt.close(figure)
    return path


def bars(axes: Any, chart: Bars) -> None:
    """Bars side by side, a colour for each year, the amounts on them."""
    names = [name for name, _ in chart.groups]
    for year in range(max((len(parts) for _, parts in chart.groups), default=0)):
        parts = [parts[year] for _, parts in chart.groups]
        places = [place + 0.35 * year for place in range(len(names))]
        drawn = axes.bar(places, [float(part.value) for part in parts], width=0.3, label=parts[0].label)
        axes.bar_label(drawn, [part.amount for part in parts])
    axes.set_xticks(range(len(names)), names)
    axes.legend()


def pie(axes: Any, chart: Pie) -> None:
    """Slices with name and share."""
    parts = [part for part in chart.parts if part.value > 0]
    if parts:
        axes.pie([float(part.value) for part in parts], labels=[f"{part.label} {part.share}" for part in parts])


def filled(template: Path, tags: dict[str, object], drawn: dict[str, Path], names: list[str]) -> Any:
    """Fill the program's template with the program's words and this way's pictures."""
    from docx.shared import Mm  # noqa: PLC0415  prepare does without
    from docxtpl import DocxTemplate, InlineImage  # noqa: PLC0415  prepare does without
    from jinja2 import Environment  # noqa: PLC0415  prepare does without

    document = DocxTemplate(str(template))
    pictures = {
        name: InlineImage(document, str(drawn[name]), width=Mm(150)) if name in drawn else "" for name in names
    }
    document.render({**tags, "图": pictures}, Environment(autoescape=True))
    return document


def print_pdf(folder: Path) -> None:
    """Let LibreOffice make the PDF, its profile kept from run to run and Chinese fonts at hand."""
    profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / WORD),
    ]
    environment = {**os.environ, "FONTCONFIG_FILE": str((folder / FONTS).resolve())}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    if not (folder / WORD).with_suffix(".pdf").exists():
        message = "LibreOffice 没有生成 PDF。"
        raise SystemExit(message)


if __name__ == "__main__":
    {"prepare": prepare, "make": make}[sys.argv[1]](Path(sys.argv[2]))
