"""Drawings are the same bytes every time, made here or in a process of their own, and that is not left behind."""

import hashlib
import io
import os
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from charts import data, draw, style
from charts.data import Bars, Chart, Part, Pie

ROOT = Path(__file__).parents[2]

TOTALS = Bars(
    "图1",
    "收、支决算总计变动情况图",
    (
        (
            "收入总计",
            (Part("2019年度", Decimal(5632800), "563.28万元"), Part("2020年度", Decimal(7552800), "755.28万元")),
        ),
    ),
)
STRUCTURE = Pie(
    "图3",
    "支出决算结构图",
    (
        Part("基本支出", Decimal(2501000), "250.10万元", "49.11%"),
        Part("项目支出", Decimal(2591800), "259.18万元", "50.89%"),
    ),
)
NOTHING = Pie("图7", "空图", (Part("基本支出", Decimal(0), "0万元"),))

BEGIN = """
import signal
import time
from decimal import Decimal
from charts import draw
from charts.data import Part, Pie

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started the tests may have it ignored
    charts = [Pie(f"图{n}", "图", (Part("甲", Decimal(n), f"{n}元", "100%"),)) for n in range(1, 9)]
    try:
        with draw.artist() as artist:
            print(artist.process.pid, flush=True)
            artist.begin(charts)
            artist.drawings(lambda name: print(name, flush=True))
            time.sleep(60)
    except KeyboardInterrupt:
        print("ended", flush=True)
"""


def pie_of(*parts: tuple[str, str]) -> Pie:
    return Pie("图3", "图", tuple(Part(name, Decimal(amount), f"{amount}万元") for name, amount in parts))


def run(code: str, **environment: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **environment},
    ).stdout


def test_all_zero_is_said_in_words() -> None:
    assert draw.undrawable(pie_of(("基本支出", "0"), ("项目支出", "0.00"))) == "各项金额均为0万元，不作图。"


def test_no_parts_is_said_in_words() -> None:
    assert draw.undrawable(Pie("图3", "图", ())) == "没有数据，不作图。"


def test_negative_slice_is_said_in_words() -> None:
    assert (
        draw.undrawable(pie_of(("基本支出", "5.00"), ("项目支出", "-3.20")))
        == "其中项目支出为负数（-3.20万元），不宜用饼图表示，见上文数字。"
    )


def test_negative_bars_are_said_in_words() -> None:
    parts = (Part("2019年度", Decimal(-1), "-1.00万元"), Part("2020年度", Decimal(-2), "-2.00万元"))
    assert draw.undrawable(Bars("图1", "图", (("年末结余", parts),))) == (
        "其中2019年度年末结余为负数（-1.00万元）、2020年度年末结余为负数（-2.00万元），"
        "不宜用条形图表示，见上文数字。"
    )


@pytest.mark.parametrize("chart", [TOTALS, STRUCTURE, pie_of(("基本支出", "1"), ("项目支出", "0"))])
def test_what_can_be_drawn_needs_no_words(chart: Chart) -> None:
    assert draw.undrawable(chart) == ""


def test_alternative_text_of_bars() -> None:
    assert draw.alt_text(TOTALS) == (
        "收、支决算总计变动情况图（条形图）：收入总计2019年度563.28万元、2020年度755.28万元。"
    )
    two = Bars(TOTALS.name, TOTALS.title, TOTALS.groups * 2)
    assert draw.alt_text(two).startswith("收、支决算总计变动情况图（柱形图）：收入总计2019年度563.28万元、")


def test_alternative_text_of_a_pie() -> None:
    assert draw.alt_text(STRUCTURE) == (
        "支出决算结构图（饼图）：基本支出250.10万元，占49.11%；项目支出259.18万元，占50.89%。"
    )


def test_drawing_without_pictures_has_the_words() -> None:
    drawing = draw.draw(NOTHING)
    assert (drawing.alt, drawing.png, drawing.svg) == ("各项金额均为0万元，不作图。", b"", b"")
    assert (drawing.width_mm, drawing.height_mm) == (0, 0)


@pytest.mark.parametrize("chart", [TOTALS, STRUCTURE])
def test_png_has_300_dots_per_inch_and_the_size_on_the_page(chart: Chart) -> None:
    drawing = draw.draw(chart)
    picture = Image.open(io.BytesIO(drawing.png))
    assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert picture.size == pytest.approx((drawing.width_mm * 300 / 25.4, drawing.height_mm * 300 / 25.4), abs=1)
    assert set(picture.info) == {"dpi"}


def test_svg_has_its_text_as_text_in_the_font_of_the_charts() -> None:
    root = ET.fromstring(draw.draw(STRUCTURE).svg)  # noqa: S314  our own bytes
    texts = list(root.iter("{http://www.w3.org/2000/svg}text"))
    assert [text.text for text in texts] == ["基本支出", "250.10万元　49.11%", "项目支出", "259.18万元　50.89%"]
    assert all(f"font-family: '{style.FAMILY}'" in text.attrib["style"] for text in texts)
    assert root.attrib["width"] == f"{150 / 25.4 * 72:.5f}pt"
    assert b"<dc:" not in draw.draw(STRUCTURE).svg


def test_signs_of_formulas_and_markup_stay_themselves() -> None:
    drawing = draw.draw(pie_of((r"$\alpha_1^2$ A&B<公司>", "1.00")))
    root = ET.fromstring(drawing.svg)  # noqa: S314  our own bytes
    assert r"$\alpha_1^2$ A&B<公司>" in [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]


def test_same_bytes_in_two_processes() -> None:
    code = (
        "import hashlib; from decimal import Decimal; from charts import draw; from charts.data import Part, Pie\n"
        "drawing = draw.draw(Pie('图3', '支出决算结构图', (\n"
        "    Part('基本支出', Decimal(2501000), '250.10万元', '49.11%'),\n"
        "    Part('项目支出', Decimal(2591800), '259.18万元', '50.89%'))))\n"
        "print(hashlib.sha256(drawing.png + drawing.svg).hexdigest())"
    )
    drawing = draw.draw(STRUCTURE)
    here = hashlib.sha256(drawing.png + drawing.svg).hexdigest()
    assert {run(code, PYTHONHASHSEED=seed).strip() for seed in "12"} == {here}


def test_a_missing_glyph_is_refused_by_chart_and_character() -> None:
    with pytest.raises(data.MissingGlyph) as caught:
        draw.draw(pie_of(("😀支\u200b出", "1.00")))
    assert (caught.value.chart, caught.value.characters) == ("图3", "😀\u200b")
    assert str(caught.value) == ("图表“图3”的文字中有图表字体没有的字：😀（U+1F600）、（U+200B），请换一种写法。")


def test_a_missing_glyph_comes_back_from_the_process() -> None:
    with pytest.raises(data.MissingGlyph, match="😀"):
        draw.draw_all([TOTALS, pie_of(("😀", "1.00"))])


def test_planning_does_not_load_matplotlib() -> None:
    code = (
        "import sys; from decimal import Decimal; from charts import draw; from charts.data import Part, Pie\n"
        "pie = Pie('图', '图', (Part('甲', Decimal(0), '0万元'),))\n"
        "draw.undrawable(pie), draw.alt_text(pie), draw.draw_all([pie])\n"
        "print('matplotlib' in sys.modules)"
    )
    assert run(code).strip() == "False"


def test_what_no_chart_shows_is_not_loaded_and_can_be_loaded_afterwards() -> None:
    said = run(
        "import sys\nfrom charts import draw\ndraw.warm_up()\nprint('mpl_toolkits.mplot3d' in sys.modules)\n"
        "from mpl_toolkits.mplot3d import Axes3D\nprint(Axes3D.__name__)"
    )
    assert said.split() == ["False", "Axes3D"]


def test_the_process_draws_the_same_as_this_one() -> None:
    heard: list[str] = []
    drawings = draw.draw_all([TOTALS, NOTHING, STRUCTURE], heard.append)
    assert list(drawings) == ["图1", "图7", "图3"]
    assert heard == ["图1", "图7", "图3"]
    assert drawings == {chart.name: draw.draw(chart) for chart in (TOTALS, NOTHING, STRUCTURE)}


def test_without_a_process_the_drawing_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(subprocess, "Popen", refuse)
    assert list(draw.draw_all([TOTALS, STRUCTURE])) == ["图1", "图3"]


def test_on_one_processor_the_drawing_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    with draw.artist() as artist:
        assert artist.process is None
        artist.begin([TOTALS])
        assert list(artist.drawings()) == ["图1"]


@pytest.mark.parametrize("pause", [0.0, 0.5])
def test_when_the_process_dies_the_drawing_is_done_here(pause: float) -> None:
    heard: list[str] = []
    with draw.artist() as artist:
        assert artist.process
        artist.process.kill()
        time.sleep(pause)
        artist.begin([TOTALS, STRUCTURE])
        assert list(artist.drawings(heard.append)) == ["图1", "图3"]
    assert heard == ["图1", "图3"]


def test_an_interrupt_while_the_process_starts_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "Popen", interrupt)
    with pytest.raises(KeyboardInterrupt):
        draw.artist()


def test_drawings_can_be_asked_for_twice_and_after_the_end() -> None:
    with draw.artist() as artist:
        artist.begin([TOTALS, STRUCTURE, NOTHING])
        artist.close()
        assert list(artist.drawings()) == ["图1", "图3", "图7"]
        assert list(artist.drawings()) == ["图1", "图3", "图7"]


def test_an_artist_without_charts_ends() -> None:
    with draw.artist() as artist:
        process = artist.process
    assert process
    assert process.returncode is not None


def test_no_charts_no_drawings() -> None:
    assert draw.draw_all([]) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="signals of a terminal")
@pytest.mark.parametrize("pause", [0.0, 0.1, 0.4, 0.9])
@pytest.mark.parametrize(("interrupt", "last"), [(signal.SIGINT, "ended"), (signal.SIGKILL, "")])
def test_the_process_ends_with_its_parent(tmp_path: Path, interrupt: int, last: str, pause: float) -> None:
    script = tmp_path / "begin.py"
    script.write_text(BEGIN, encoding="utf-8")
    parent = subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    assert parent.stdout
    artist = int(parent.stdout.readline())
    time.sleep(pause)
    # Ctrl-C reaches every process of the terminal; a kill reaches the parent alone
    (os.killpg if interrupt == signal.SIGINT else os.kill)(parent.pid, interrupt)
    out, err = parent.communicate(timeout=60)
    assert err == ""
    assert out.strip().split("\n")[-1].startswith(last)
    assert has_ended(artist)


def test_the_ground_of_a_picture_is_white() -> None:
    picture = Image.open(io.BytesIO(draw.draw(STRUCTURE).png)).convert("RGB")
    counted = picture.getcolors(2**20)
    assert counted
    assert max(counted)[1] == (255, 255, 255)
    assert not [colour for _, colour in counted if isinstance(colour, tuple) and 250 < min(colour) < 255]


def has_ended(process: int) -> bool:
    for _ in range(1200):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        if is_zombie(process):
            return True
        time.sleep(0.05)
    return False


def is_zombie(process: int) -> bool:
    """An orphan that nobody has waited for yet still has a number."""
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z"


def test_an_outline_is_a_drawing_but_for_its_pictures() -> None:
    outlined = draw.outline(TOTALS)
    assert outlined.alt == draw.draw(TOTALS).alt
    assert outlined.png.startswith(b"\x89PNG")
    assert (outlined.svg, len(outlined.png) < 200) == (b"", True)
    assert draw.outline(NOTHING) == draw.draw(NOTHING)
    artist = draw.Artist(hand=draw.outline)
    artist.begin([TOTALS])
    assert artist.drawings() == {TOTALS.name: outlined}
