"""A PDF from outside: whatever it unpacks to or refers to, it is read within bounds or refused with its size."""

import time
import zlib
from collections.abc import Callable, Mapping

import pytest

from juesuan.pdf import pdf_structure
from juesuan.pdf.pdf_structure import NotPdf
from tests.support.memory import peak

OVERSIZED = "解开后超过 100 MB 或 3000 页"
DAMAGED = "已损坏"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"


def pdf(objects: Mapping[int, bytes], extra: bytes = b"") -> bytes:
    """A PDF of these objects beside a catalogue and one page."""
    usual = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: PAGE,
        4: b"<</Length 0>>stream\n\nendstream",
    }
    every, data, places = {**usual, **objects}, b"%PDF-1.7\n", dict[int, int]()
    for number, each in every.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    count = max(every) + 1
    rows = (b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(count))
    head = b"xref\n0 %d\n" % count + b"".join(rows)
    return data + head + b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF" % (count, extra, len(data))


def stream(data: bytes, head: bytes = b"/Filter/FlateDecode") -> bytes:
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (head, len(data), data)


def kids(*numbers: int) -> bytes:
    return b"<</Type/Pages/Kids[%b]/Count 1>>" % b" ".join(b"%d 0 R" % each for each in numbers)


def bomb() -> bytes:
    return zlib.compress(bytes(40_000_000), 9)


HOSTILE: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "one stream": (lambda: pdf({4: stream(zlib.compress(bytes(200_000_000), 9))}), OVERSIZED),
    "many streams": (
        lambda: pdf(
            {3: PAGE.replace(b"4 0 R", b"[5 0 R 6 0 R 7 0 R]"), **dict.fromkeys((5, 6, 7), stream(bomb()))}
        ),
        OVERSIZED,
    ),
    "one inside another": (
        lambda: pdf(
            {4: stream(zlib.compress(zlib.compress(bytes(200_000_000))), b"/Filter[/FlateDecode/FlateDecode]")}
        ),
        OVERSIZED,
    ),
    "a rare way of packing": (
        lambda: pdf({4: stream(b"z" * 20_000_000 + b"~>", b"/Filter/ASCII85Decode")}),
        OVERSIZED,
    ),
    "thousands of pages": (
        lambda: pdf({2: kids(*range(10, 4010)), **dict.fromkeys(range(10, 4010), PAGE)}),
        OVERSIZED,
    ),
    "pages that double": (
        lambda: pdf({2: kids(20, 20), **{20 + each: kids(21 + each, 21 + each) for each in range(30)}, 50: PAGE}),
        OVERSIZED,
    ),
    "pages in a circle": (lambda: pdf({2: kids(2)}), DAMAGED),
    "contents in a circle": (lambda: pdf({4: b"[4 0 R]"}), DAMAGED),
    "cut": (lambda: pdf({})[:150], DAMAGED),
}
"""Each made when it is asked for: whoever collects the tests packs no zeros."""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pdf_is_refused_with_the_reason(name: str) -> None:
    make, reason = HOSTILE[name]
    data = make()
    begun = time.process_time()
    with pytest.raises(NotPdf, match=reason):
        pdf_structure.read(data)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "data",
    [
        pdf({}, b"/Prev 9"),
        pdf({1: b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>"}),
        pdf(
            {
                3: PAGE[:-2] + b"/Resources<</XObject<</A 5 0 R>>>>>>",
                5: stream(b"", b"/Subtype/Form/Resources 5 0 R"),
            }
        ),
    ],
    ids=["an earlier table", "a script", "a drawing in a circle"],
)
def test_what_is_only_odd_is_read_and_nothing_in_it_runs(data: bytes) -> None:
    assert pdf_structure.read(data).seal is None


def test_pages_of_more_words_than_can_be_read_in_time() -> None:
    words = zlib.compress(b"BT (a) Tj ET\n" * 800_000, 9)
    read = pdf_structure.read(pdf({4: stream(words)}))
    begun = time.process_time()
    with pytest.raises(NotPdf, match="各页的内容共 9 MB，超过 8 MB，不能逐页比对文字"):
        assert read.texts
    assert time.process_time() - begun < 1


def test_a_bomb_does_not_fill_the_memory() -> None:
    data = HOSTILE["many streams"][0]()
    with peak() as most, pytest.raises(NotPdf):
        pdf_structure.read(data)
    assert most() < 250_000_000


def test_a_report_of_a_thousand_pages_is_read() -> None:
    many = range(10, 1010)
    assert len(pdf_structure.read(pdf({2: kids(*many), **dict.fromkeys(many, PAGE)})).contents) == 1000
