"""A photo made safe to keep: decoded, turned upright, bounded, and written anew with nothing but its picture.

What an uploader sends is never stored: only what Pillow decoded from it, so that neither place, time and
device (EXIF) nor anything hidden in the file survives.
"""

import hashlib
import io
import struct
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from PIL import Image, ImageOps

from tracker.errors import Invalid
from tracker.vocabulary import FindingStatus

LARGEST_BYTES = 25 * 1024 * 1024
LARGEST_PIXELS = 50_000_000
"""A 48-megapixel phone picture passes; decoding one takes about 150 MB for a moment."""

LONGEST_EDGE = 2_560
THUMBNAIL_EDGE = 320
QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP")
HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
"""How a HEIC or HEIF file names its kind, in bytes 8 to 11 (ISO/IEC 23008-12, annex B)."""

EXTENSIONS = ("jpg", "jpeg", "png", "webp", "heic", "heif")
MEDIA_TYPE = "image/jpeg"

_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    RuntimeError,
    struct.error,
    KeyError,
    IndexError,
    TypeError,
)
"""What the decoders raise for a damaged file."""


LONGEST_NAME = 200

_PUT_RIGHT = frozenset({FindingStatus.RECTIFIED, FindingStatus.CLOSED})


class PhotoPurpose(StrEnum):
    """What a photo of a finding shows: what is wrong, or what was done about it; of anything else, nothing."""

    NONE = ""
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as it is stored: two JPEG files and what is said about them.

    Attributes:
        image: the picture, upright, its longer edge at most 2,560 px.
        thumbnail: the same, at most 320 px.
        sha256: of `image`, in hexadecimal.
        width: of `image`, in pixels.
        height: of `image`, in pixels.
    """

    image: bytes
    thumbnail: bytes
    sha256: str
    width: int
    height: int


def prepare(data: bytes) -> Photo:
    """Make a stored photo of an uploaded JPEG, PNG, WebP or HEIC file.

    Raises:
        Invalid: `photo_too_large` (more than 25 MB), `photo_not_an_image` (none of these,
            whatever its name), `photo_too_many_pixels` (more than 50 million), `photo_damaged` (begins as an image and
            breaks off or is corrupt).
    """
    if len(data) > LARGEST_BYTES:
        raise Invalid("photo_too_large", size=len(data) // 1_000_000, largest=LARGEST_BYTES // 1_000_000)
    picture = _upright(_opened(data))
    image = _jpeg(picture)
    small = picture.copy()
    small.thumbnail((THUMBNAIL_EDGE, THUMBNAIL_EDGE))
    return Photo(image, _jpeg(small), hashlib.sha256(image).hexdigest(), picture.width, picture.height)


def _opened(data: bytes) -> Image.Image:
    """The image with only its header read, its size within bounds."""
    heif = data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS
    if heif:
        _read_heif()
    try:
        image = Image.open(io.BytesIO(data), formats=("HEIF",) if heif else FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Invalid("photo_too_many_pixels", largest=LARGEST_PIXELS // 1_000_000) from error
    except _BROKEN as error:
        # A HEIC file has its directory at its head: one that breaks off cannot even be opened.
        raise Invalid("photo_damaged" if heif else "photo_not_an_image") from error
    if image.width * image.height > LARGEST_PIXELS:
        raise Invalid("photo_too_many_pixels", largest=LARGEST_PIXELS // 1_000_000)
    return image


@cache
def _read_heif() -> None:
    """Teach Pillow HEIC, once; the decoder is loaded when the first such file comes."""
    from pillow_heif import register_heif_opener  # noqa: PLC0415 (see above)

    register_heif_opener(thumbnails=False)


def _upright(image: Image.Image) -> Image.Image:
    """Decoded, turned as its EXIF orientation says, on white where it was transparent, and bounded."""
    try:
        # A JPEG decoder can halve the size while it decodes, in a quarter of the time.
        image.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
        turned = ImageOps.exif_transpose(image)
        bounded = turned.convert("RGBA") if _has_transparency(turned) else turned.convert("RGB")
    except _BROKEN as error:
        raise Invalid("photo_damaged") from error
    bounded.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    if bounded.mode == "RGBA":
        paper = Image.new("RGB", bounded.size, "white")
        paper.paste(bounded, mask=bounded.getchannel("A"))
        return paper
    return bounded


def _has_transparency(image: Image.Image) -> bool:
    return image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info


def _jpeg(image: Image.Image) -> bytes:
    """`image` as a JPEG file that carries nothing but the picture."""
    bare = image.copy()
    bare.info = {}  # a comment would be written along with the picture
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def purpose_at(status: FindingStatus) -> PhotoPurpose:
    """What a photo of a finding shows unless somebody says otherwise: "after" once it is said to be rectified."""
    return PhotoPurpose.AFTER if status in _PUT_RIGHT else PhotoPurpose.BEFORE


def clean_name(name: str) -> str:
    """What an uploader called a file, made safe to show: its last part alone, printable, at most 200 characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(letter for letter in last if letter.isprintable()).strip()
    return "" if shown in {".", ".."} else shown[-LONGEST_NAME:]
