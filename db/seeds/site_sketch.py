"""A drawn picture that stands in for a site photo: a wall, a floor, and a ring around the spot, cracked or mended."""

import io
import random

from PIL import Image, ImageDraw

SIZE = (1_200, 900)


CRACK, RING, PLASTER, GREEN = (104, 96, 84), (181, 57, 31), (240, 238, 232), (47, 122, 77)


def sketch(seed: int, *, mended: bool = False) -> bytes:
    """A JPEG picture, the same for the same `seed`; `mended` shows the same spot under fresh plaster."""
    chance = random.Random(seed)  # noqa: S311 (a drawing, no secret)
    picture = Image.new("RGB", SIZE, (226, 224, 216))
    draw = ImageDraw.Draw(picture)
    horizon = 620
    draw.rectangle((0, horizon, *SIZE), fill=(176, 170, 158))
    for x in range(-600, 1_900, 160):
        draw.line((600 + (x - 600) // 3, horizon, x, SIZE[1]), fill=(150, 144, 132), width=3)
    draw.rectangle((820, 180, 1_040, horizon), fill=(198, 196, 188), outline=(140, 136, 126), width=4)
    x, y = chance.randrange(260, 620), chance.randrange(220, 460)
    points = [(x, y)]
    for _ in range(14):
        x, y = x + chance.randrange(-34, 44), y + chance.randrange(6, 22)
        points.append((x, y))
    if mended:
        left, right = min(x for x, _ in points) - 30, max(x for x, _ in points) + 30
        draw.rectangle((left, points[0][1] - 30, right, y + 30), fill=PLASTER)
    else:
        draw.line(points, fill=CRACK, width=4)
    draw.ellipse((x - 190, y - 260, x + 150, y + 60), outline=GREEN if mended else RING, width=9)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()
