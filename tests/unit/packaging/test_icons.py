"""The icon files for installers hold every size, can be read, and are reproducible."""

import io
import struct
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PNG = b"\x89PNG\r\n\x1a\n"


def make(out: Path) -> Path:
    subprocess.run([sys.executable, str(ROOT / "packaging" / "icons.py"), str(out)], check=True)
    return out


@pytest.fixture(scope="module")
def icons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("icons"))


def png_size(data: bytes) -> tuple[int, int]:
    assert data.startswith(PNG)
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def test_each_png_has_the_size_of_its_folder(icons: Path) -> None:
    found = {path.parts[-3]: png_size(path.read_bytes()) for path in icons.glob("hicolor/*x*/apps/gpt-studio.png")}
    assert found == {f"{size}x{size}": (size, size) for size in (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)}
    assert b"<svg" in (icons / "hicolor/scalable/apps/gpt-studio.svg").read_bytes()


def test_the_windows_icon_holds_what_its_directory_says(icons: Path) -> None:
    data = (icons / "gpt-studio.ico").read_bytes()
    assert struct.unpack_from("<HHH", data) == (0, 1, 8)
    end = 6 + 16 * 8
    for number, size in enumerate((16, 20, 24, 32, 40, 48, 64, 256)):
        width, height, _, _, _, bits, length, offset = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        assert (width, height, bits, offset) == (size % 256, size % 256, 32, end)
        picture = data[offset : offset + length]
        if size == 256:
            assert png_size(picture) == (256, 256)
        else:
            assert struct.unpack_from("<Iii", picture) == (40, size, 2 * size)
            assert length == 40 + size * size * 4 + (size + 31) // 32 * 4 * size
            assert picture[40 + size * size * 2 + size * 2 + 3] == 255, "the middle is opaque"
        end = offset + length
    assert end == len(data)


def test_the_macos_icon_holds_png_pictures(icons: Path) -> None:
    data = (icons / "gpt-studio.icns").read_bytes()
    stream = io.BytesIO(data)
    assert stream.read(4) == b"icns"
    assert struct.unpack(">I", stream.read(4)) == (len(data),)
    sizes = {}
    while kind := stream.read(4):
        (length,) = struct.unpack(">I", stream.read(4))
        sizes[kind.decode()] = png_size(stream.read(length - 8))[0]
    assert sizes == {
        "ic11": 32,
        "ic12": 64,
        "ic07": 128,
        "ic13": 256,
        "ic08": 256,
        "ic14": 512,
        "ic09": 512,
        "ic10": 1024,
    }


def test_the_same_drawings_give_the_same_bytes(icons: Path, tmp_path: Path) -> None:
    again = make(tmp_path)
    for path in icons.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (again / path.relative_to(icons)).read_bytes()
