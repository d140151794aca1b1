"""A drawn picture that stands in for a site photo: a wall, a floor, and a ring around the spot."""

import io
import random

from PIL import Image, ImageDraw

SIZE = (1_200, 900)


def sketch(seed: int) -> bytes:
    """A JPEG picture, the same for the same `seed`."""
    chance = random.Random(seed)  # noqa: S311 (a drawing, no secret)
    picture = Image.new("RGB", SIZE, (226, 224, 216))
    draw = ImageDraw.Draw(picture)
    horizon = 620
    draw.rectangle((0, horizon, *SIZE), fill=(176, 170, 158))
    for x in range(-600, 1_900, 160):
        draw.line((600 + (x - 600) // 3, horizon, x, SIZE[1]), fill=(150, 144, 132), width=3)
    draw.rectangle((820, 180, 1_040, horizon), fill=(198, 196, 188), outline=(140, 136, 126), width=4)
    x, y = chance.randrange(260, 620), chance.randrange(220, 460)
    for _ in range(14):
        step = (x + chance.randrange(-34, 44), y + chance.randrange(6, 22))
        draw.line((x, y, *step), fill=(104, 96, 84), width=4)
        x, y = step
    draw.ellipse((x - 190, y - 260, x + 150, y + 60), outline=(181, 57, 31), width=9)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()
