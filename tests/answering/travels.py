"""Photos with known facts."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tests.conftest import RGB, paint

PARIS, ROME = (48.8584, 2.2945), (41.8902, 12.4922)
# name, colour, day, camera, where
PHOTOS = (
    ("France/tower.jpg", "red", "2022:05:01", ("Canon", "EOS R5"), PARIS),
    ("France/café.jpg", "blue", "2023:05:14", ("Canon", "EOS R5"), PARIS),
    ("Italy/c.jpg", "red", "2021:08:03", ("HUAWEI", "P30"), ROME),
)


def write(folder: Path) -> None:
    """Write the photos, with date, camera and position."""
    for name, colour, day, (maker, model), (latitude, longitude) in PHOTOS:
        exif = Image.Exif()
        exif[0x010F], exif[0x0110] = maker, model
        exif.get_ifd(0x8769)[0x9003] = f"{day} 12:00:00"
        exif.get_ifd(0x8825).update({1: "N", 2: _degrees(latitude), 3: "E", 4: _degrees(longitude)})
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (48, 32), RGB[colour]).save(path, exif=exif)
    for number in range(3):
        paint(folder / f"plain {number}.png", "green")


def _degrees(value: float) -> tuple[float, float, float]:
    whole = int(value)
    minutes = int((value - whole) * 60)
    return float(whole), float(minutes), round((value - whole) * 3600 - minutes * 60, 4)
