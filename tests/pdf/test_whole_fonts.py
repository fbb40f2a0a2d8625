"""The files of whole fonts: no copy is kept while a PDF is written, and what is written is cut down."""

from typing import Any

import pytest

from juesuan.pdf import pango, whole_fonts

_MOST = 60_000
"""The bytes of a font with three letters; the whole one has millions."""


def test_a_font_keeps_no_copy_of_its_file_but_of_the_letters_used() -> None:
    assert pango.pango_is_there()
    whole_fonts.leave()  # a second time changes nothing
    import weasyprint

    seen: list[tuple[int, int]] = []

    def finisher(document: Any, _: Any) -> None:
        for font in document.fonts.values():
            assert "file_content" not in vars(font)
            cut = vars(font).pop("cut")
            seen.append((len(cut), len(font.file_content)))

    html = weasyprint.HTML(string="<p style='font-family: serif'>决算表")
    assert html.write_pdf(finisher=finisher).startswith(b"%PDF")
    assert seen
    assert all(0 < cut < _MOST < 1_000_000 < whole for cut, whole in seen)


def test_no_file_of_a_font_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pango.pango_is_there()
    import weasyprint
    from weasyprint.pdf import fonts

    read, lengths = fonts.get_hb_object_data, list[int]()

    def heard(face: Any) -> bytes:
        data: bytes = read(face)
        lengths.append(len(data))
        return data

    monkeypatch.setattr(fonts, "get_hb_object_data", heard)
    assert weasyprint.HTML(string="<p style='font-family: serif'>决算表").write_pdf().startswith(b"%PDF")
    assert lengths.count(0) >= 1  # as each font begins
    assert any(lengths)
    assert max(lengths) < _MOST  # what it was cut down to
