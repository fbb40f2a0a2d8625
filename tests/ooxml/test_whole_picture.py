"""Whether the data of a picture is all there."""

import io

import pytest
from PIL import Image

from juesuan.ooxml.whole_picture import is_whole

FORMS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "animated")


def picture(form: str) -> bytes:
    held, noise = io.BytesIO(), Image.effect_noise((40, 30), 50)
    if form == "animated":
        noise.save(held, "GIF", save_all=True, append_images=[noise.rotate(90), noise.rotate(180)])
    else:
        noise.convert("RGB").save(held, form)
    return held.getvalue()


@pytest.mark.parametrize("form", FORMS)
def test_a_picture_is_whole_and_cut_anywhere_it_is_not(form: str) -> None:
    data = picture(form)
    assert is_whole(data)
    assert not any(is_whole(data[:end]) for end in range(12, len(data)))


@pytest.mark.parametrize("form", FORMS)
def test_what_stands_behind_a_picture_does_no_harm(form: str) -> None:
    assert is_whole(picture(form) + b"\0 and more")


def test_a_photo_that_carries_a_small_one_is_not_whole_where_only_the_small_one_is() -> None:
    held = io.BytesIO()
    small = picture("JPEG")
    exif = b"\xff\xe1" + (len(small) + 2).to_bytes(2, "big") + small
    Image.effect_noise((90, 90), 50).convert("RGB").save(held, "JPEG")
    data = held.getvalue()[:2] + exif + held.getvalue()[2:]
    assert is_whole(data)
    assert not is_whole(data[:-2])
    assert not is_whole(data[: len(exif) + 2])


def test_what_is_no_picture_that_is_shown_is_told_elsewhere() -> None:
    assert is_whole(b"<svg/>")
    assert is_whole(b"")
