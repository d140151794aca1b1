"""A photo of 12 megapixels from its upload to the disk, as a phone sends it."""

import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import pillow_heif
from PIL import Image

from db.files import FolderStore
from db.photos import store_photo

SIZE = (4_000, 3_000)


def jpeg() -> Callable[[], object]:
    """What stores a JPEG photo."""
    out = io.BytesIO()
    _picture().save(out, "JPEG", quality=92)
    return _stored(out.getvalue())


def heic() -> Callable[[], object]:
    """What stores a HEIC photo."""
    out = io.BytesIO()
    pillow_heif.from_pillow(_picture()).save(out, quality=60)
    return _stored(out.getvalue())


def _picture() -> Image.Image:
    """As much detail as a wall with a door has: soft noise."""
    return Image.effect_noise((SIZE[0] // 8, SIZE[1] // 8), 60).convert("RGB").resize(SIZE)


def _stored(data: bytes) -> Callable[[], object]:
    folder = tempfile.TemporaryDirectory(prefix="kaiguan-bench-")

    def store() -> None:
        # A folder of its own each time: what is kept already would not be written again.
        with tempfile.TemporaryDirectory(dir=folder.name) as files:
            store_photo(FolderStore(Path(files)), data)

    return store
