"""Photos: what is stored of an upload, and what is refused."""

import hashlib
import io
import struct
import zlib

import pillow_heif
import pytest
from PIL import Image

from tracker.errors import Invalid
from tracker.photos import LARGEST_BYTES, PhotoPurpose, clean_name, prepare, purpose_at
from tracker.vocabulary import FindingStatus

ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F


def encoded(image, kind="JPEG", **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def heic(image, **options):
    """`image` as a phone writes it: an HEVC picture in a HEIF file, turned by the file where EXIF says so."""
    out = io.BytesIO()
    pillow_heif.from_pillow(image).save(out, quality=90, **options)
    return out.getvalue()


def claiming(data, width, height):
    """A HEIC file whose head claims another size (`ispe`, the box of the image's extents)."""
    at = data.index(b"ispe") + 8
    return data[:at] + struct.pack(">II", width, height) + data[at + 8 :]


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


HEIC = heic(Image.effect_noise((300, 200), 90).convert("RGB"))


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


def test_a_heic_picture_is_stored_upright_without_its_metadata():
    picture = Image.new("RGB", (400, 200), "white")
    picture.paste("red", (0, 0, 200, 200))
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[1] = "N"
    exif[MAKE] = "a phone"

    sent = heic(picture, exif=exif.tobytes())
    photo = prepare(sent)

    assert b"a phone" in sent
    stored = opened(photo.image)
    assert (photo.width, photo.height) == stored.size == (200, 400)
    assert stored.getpixel((100, 50))[1] < 60 < 200 < stored.getpixel((100, 350))[1]
    assert dict(stored.getexif()) == {}
    for trace in (b"a phone", b"Exif", b"GPS"):
        assert trace not in photo.image + photo.thumbnail


def test_where_a_picture_was_taken_is_not_stored():
    exif = Image.Exif()
    exif.get_ifd(GPS).update({1: "N", 2: (29.0, 33.0, 49.0), 3: "E", 4: (106.0, 33.0, 1.0)})
    sent = encoded(Image.new("RGB", (64, 48)), exif=exif)
    assert dict(opened(sent).getexif().get_ifd(GPS)) != {}

    photo = prepare(sent)

    for stored in (photo.image, photo.thumbnail):
        assert dict(opened(stored).getexif().get_ifd(GPS)) == {}
        assert b"Exif" not in stored


def test_a_large_heic_picture_is_bounded_like_any_other():
    photo = prepare(heic(Image.new("RGB", (3000, 2000), "green")))

    assert opened(photo.image).size == (2560, 1707)
    assert opened(photo.thumbnail).size == (320, 213)


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
        (HEIC[:20], "photo_damaged"),
        (HEIC[:1_000], "photo_damaged"),
        (HEIC[: len(HEIC) // 2], "photo_damaged"),
        (HEIC[:-10], "photo_damaged"),
        (claiming(HEIC, 20_000, 10_000), "photo_too_many_pixels"),
        (claiming(HEIC, 7_100, 7_100), "photo_too_many_pixels"),
        (claiming(HEIC, 10, 10), "photo_damaged"),
        (b"\0\0\0\x18ftypisom\0\0\0\0isommp42", "photo_not_an_image"),
    ],
)
def test_what_is_no_usable_picture_is_refused_with_its_reason(data, code):
    assert refusal(data) == code


@pytest.mark.parametrize("head", [b"\xff\xd8", HEIC[:40], b""])
def test_more_than_25_megabytes_are_refused_before_they_are_read(head):
    assert refusal(head + bytes(LARGEST_BYTES + 1 - len(head))) == "photo_too_large"


def test_25_megabytes_are_not_too_large():
    assert refusal(bytes(LARGEST_BYTES)) == "photo_not_an_image"


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("墙角.jpg", "墙角.jpg"),
        ("../../x", "x"),
        ("..\\..\\windows\\x.heic", "x.heic"),
        ("/etc/passwd", "passwd"),
        ("..", ""),
        ("a\x00b\n\u202egpj.exe", "abgpj.exe"),
        ("", ""),
        ("x" * 300 + ".jpg", "x" * 196 + ".jpg"),
    ],
)
def test_a_name_keeps_its_last_part_and_nothing_that_cannot_be_seen(sent, shown):
    assert clean_name(sent) == shown


def test_a_photo_of_a_finding_shows_what_was_done_once_it_is_rectified():
    assert {status: purpose_at(status) for status in FindingStatus} == {
        FindingStatus.OPEN: PhotoPurpose.BEFORE,
        FindingStatus.ASSIGNED: PhotoPurpose.BEFORE,
        FindingStatus.RECTIFIED: PhotoPurpose.AFTER,
        FindingStatus.CLOSED: PhotoPurpose.AFTER,
        FindingStatus.WAIVED: PhotoPurpose.BEFORE,
    }
