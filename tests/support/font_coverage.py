"""What the bundled fonts can print, from the fonts: `python -m tests.support.font_coverage` writes it anew."""

from itertools import groupby

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from juesuan.model.chinese import COVERAGE


def code_points() -> str:
    """The code points of all bundled fonts as lines of hex ranges."""
    points: set[int] = set()
    for path in sorted(COVERAGE.parent.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            points.update(font.getBestCmap())
    runs = (list(run) for _, run in groupby(enumerate(sorted(points)), key=lambda each: each[1] - each[0]))
    ranges = [f"{run[0][1]:x}-{run[-1][1]:x}" if len(run) > 1 else f"{run[0][1]:x}" for run in runs]
    lines = [" ".join(ranges[start : start + 16]) for start in range(0, len(ranges), 16)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    COVERAGE.write_text(code_points(), encoding="ascii")
