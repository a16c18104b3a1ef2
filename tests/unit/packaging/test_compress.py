"""The installer uv lies compressed in the frozen folder."""

import lzma

from release.compress import compress_installer


def test_the_program_is_replaced_by_its_compressed_form(tmp_path):
    content = b"a program" * 1000
    (tmp_path / "uv").write_bytes(content)
    (tmp_path / "libuv.so").write_bytes(b"stays")
    saved = compress_installer(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["libuv.so", "uv.xz"]
    packed = (tmp_path / "uv.xz").read_bytes()
    assert lzma.decompress(packed) == content
    assert saved == len(content) - len(packed) > 0


def test_the_same_program_gives_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "uv.exe").write_bytes(b"a program" * 1000)
        compress_installer(tmp_path / name)
    assert (tmp_path / "one" / "uv.exe.xz").read_bytes() == (tmp_path / "two" / "uv.exe.xz").read_bytes()


def test_where_there_is_none_nothing_happens(tmp_path):
    assert compress_installer(tmp_path) == 0
    assert list(tmp_path.iterdir()) == []
