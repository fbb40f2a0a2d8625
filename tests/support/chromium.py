"""Chromium as the tests start it: without a window, with the program's fonts and no others, asking nobody else."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from juesuan.model.program_folders import FONTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--lang=zh-CN",
)  # fmt: skip
_AXE = Path(__file__).with_name("vendored") / "axe.min.js"
"""axe-core 4.14.1, which looks for faults of access in a page; its licence lies beside it."""


@contextmanager
def launched(folder: Path) -> Iterator["Browser"]:
    """The browser, whose settings lie in ``folder``; the test is skipped where there is none."""
    api = pytest.importorskip("playwright.sync_api", reason="没有 playwright，不在浏览器里核对网页")
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("没有 Chromium，不在浏览器里核对网页")
    with api.sync_playwright() as playwright:
        own = {**os.environ, "FONTCONFIG_FILE": str(_font_settings(folder))}
        browser = playwright.chromium.launch(executable_path=program, args=_ARGUMENTS, env=own)
        try:
            yield browser
        finally:
            browser.close()


def _font_settings(folder: Path) -> Path:
    """A fontconfig file with the program's fonts alone: a page is as wide as on any other machine."""
    settings = folder / "fonts.conf"
    settings.write_text(
        f"<fontconfig><dir>{FONTS}</dir><cachedir>{folder}</cachedir></fontconfig>", encoding="utf-8"
    )
    return settings


def faults(page: "Page", options: str = "{}") -> list[dict[str, object]]:
    """The faults of access that axe finds in the page; ``options`` are those of ``axe.run``, in JavaScript."""
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found: list[dict[str, object]] = page.evaluate(f"axe.run(document, {options}).then((told) => told.violations)")
    return found
