"""Make the icon files that installers want from the drawings in resources/icons.

    python packaging/icons.py OUT

OUT then holds hicolor/<size>x<size>/apps/gpt-studio.png, hicolor/scalable/apps/gpt-studio.svg, gpt-studio.ico
(Windows) and gpt-studio.icns (macOS). Needs PySide6; the same drawings give the same bytes.
"""

from __future__ import annotations

import os
import shutil
import struct
import sys
from pathlib import Path
from typing import cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWINGS = Path(__file__).resolve().parent.parent / "resources" / "icons"
NAME = "gpt-studio"
HICOLOR = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
ICO = (16, 20, 24, 32, 40, 48, 64, 256)
ICNS = {"ic11": 32, "ic12": 64, "ic07": 128, "ic13": 256, "ic08": 256, "ic14": 512, "ic09": 512, "ic10": 1024}
SMALL = 24
"""Up to this size the drawing made on a grid of 16 pixels is clearer."""
MACOS_MARGIN = 0.06
"""macOS leaves a tenth free on each side of an icon; the drawing itself leaves 12 of 256."""


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__)
        return 2
    make_icons(Path(arguments[0]))
    return 0


def make_icons(out: Path) -> None:
    """Write all icon files into ``out``."""
    app = QGuiApplication.instance() or QGuiApplication([NAME])
    for size in HICOLOR:
        _write(out / "hicolor" / f"{size}x{size}" / "apps" / f"{NAME}.png", png(size))
    scalable = out / "hicolor" / "scalable" / "apps" / f"{NAME}.svg"
    scalable.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(DRAWINGS / f"{NAME}.svg", scalable)
    _write(out / f"{NAME}.ico", ico({size: draw(size) for size in ICO}))
    _write(out / f"{NAME}.icns", icns({kind: png(size, MACOS_MARGIN) for kind, size in ICNS.items()}))
    del app


def draw(size: int, margin: float = 0.0) -> QImage:
    """The icon in ``size`` x ``size`` pixels, with ``margin`` (a share of the size) left free on each side."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    name = f"{NAME}-small.svg" if size <= SMALL else f"{NAME}.svg"
    inside = size * (1 - 2 * margin)
    QSvgRenderer(str(DRAWINGS / name)).render(painter, QRectF(size * margin, size * margin, inside, inside))
    painter.end()
    return image


def png(size: int, margin: float = 0.0) -> bytes:
    return _png_of(draw(size, margin))


def ico(images: dict[int, QImage]) -> bytes:
    """A Windows icon: a directory, then one picture a size: PNG for 256, bitmaps for the rest, as old readers want."""
    pictures = [_png_of(image) if size >= 256 else _bitmap(image) for size, image in images.items()]
    offset = 6 + 16 * len(pictures)
    entries = b""
    for size, picture in zip(images, pictures, strict=True):
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(pictures)


def icns(pictures: dict[str, bytes]) -> bytes:
    """A macOS icon: a type and a length before each PNG, and before the whole file."""
    body = b"".join(kind.encode() + struct.pack(">I", 8 + len(data)) + data for kind, data in pictures.items())
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def _bitmap(image: QImage) -> bytes:
    """The picture as an icon's bitmap: a header of twice the height, BGRA rows from the bottom up, an empty mask."""
    size = image.width()
    header = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, 0, 0, 0, 0, 0)
    rows = [bytes(cast(memoryview, image.constScanLine(row)))[: size * 4] for row in reversed(range(size))]
    mask_row = (size + 31) // 32 * 4
    return header + b"".join(rows) + bytes(mask_row * size)


def _png_of(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise OSError("Qt could not write a PNG: is its PNG plugin there?")
    return bytes(data.data())


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
