"""Photos: what is stored of an upload, and what is refused."""

import hashlib
import io
import struct
import zlib

import pytest
from PIL import Image

from tracker.errors import Invalid
from tracker.photos import LARGEST_BYTES, prepare

ORIENTATION, GPS = 0x0112, 0x8825


def encoded(image, kind="JPEG", **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(data):
    return Image.open(io.BytesIO(data))


def refusal(data):
    with pytest.raises(Invalid) as refused:
        prepare(data)
    return refused.value.code


def png_header(width, height):
    """A PNG that claims a size and holds almost nothing."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", len(header)) + b"IHDR" + header
    checked = chunk + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    return b"\x89PNG\r\n\x1a\n" + checked + struct.pack(">I", 1_000) + b"IDAT" + b"\x78\x9c"


def test_a_picture_held_sideways_is_stored_upright_without_its_metadata():
    picture = Image.new("RGB", (400, 200), "white")
    picture.paste("red", (0, 0, 200, 200))  # the left half; turned clockwise it is the upper half
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[1] = "N"

    photo = prepare(encoded(picture, exif=exif, comment=b"made by somebody", quality=95))

    stored = opened(photo.image)
    assert (photo.width, photo.height) == stored.size == (200, 400)
    assert stored.getpixel((100, 50))[1] < 60 < 200 < stored.getpixel((100, 350))[1]
    assert dict(stored.getexif()) == {}
    assert b"made by somebody" not in photo.image
    assert b"Exif" not in photo.image


def test_a_large_picture_is_bounded_and_gets_a_thumbnail():
    photo = prepare(encoded(Image.new("RGB", (4000, 3000), "green")))

    assert opened(photo.image).size == (2560, 1920)
    assert opened(photo.thumbnail).size == (320, 240)
    assert opened(photo.image).format == "JPEG"
    assert photo.sha256 == hashlib.sha256(photo.image).hexdigest()


def test_a_small_picture_is_not_enlarged():
    photo = prepare(encoded(Image.new("RGB", (64, 48)), "WEBP"))

    assert opened(photo.image).size == opened(photo.thumbnail).size == (64, 48)


def test_transparency_becomes_white_paper():
    photo = prepare(encoded(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG"))

    assert opened(photo.image).getpixel((25, 25)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "photo_not_an_image"),
        (b"just a text that is called photo.jpg", "photo_not_an_image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo_not_an_image"),
        (encoded(Image.new("P", (8, 8)), "GIF"), "photo_not_an_image"),
        (png_header(20_000, 10_000), "photo_too_many_pixels"),
        (png_header(10_000, 9_000), "photo_too_many_pixels"),
        (png_header(7_100, 7_100), "photo_too_many_pixels"),
        (png_header(100, 100), "photo_damaged"),
        (encoded(Image.effect_noise((300, 300), 90))[:4_000], "photo_damaged"),
    ],
)
def test_what_is_no_usable_picture_is_refused_with_its_reason(data, code):
    assert refusal(data) == code


def test_more_than_25_megabytes_are_refused_before_they_are_read():
    assert refusal(b"\xff\xd8" + bytes(LARGEST_BYTES)) == "photo_too_large"
