"""Files that are locked with a password, each made by a writer of its own kind, ask for it and open with it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.corpora.corpus import Corpus, iter_documents
from gpt_studio.corpora.reading import Reading
from gpt_studio.corpora.registry import format_by, format_of
from gpt_studio.corpora.text_cache import TextCache

pytest.importorskip("cryptography", reason="of the extra formats")

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

PASSWORD = "contraseña"
TEXT = "Había una vez una zorra."
CONTENT = f"""<o:c xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><o:body><t:p>{TEXT}</t:p></o:body></o:c>""".encode()
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
LOEXT = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return file.getvalue()


def in_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def deflated(data: bytes) -> bytes:
    packing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packing.compress(data) + packing.flush()


def locked_docx() -> bytes:
    ooxml = pytest.importorskip("msoffcrypto.format.ooxml", reason="of the extra formats")
    document = docx.Document()
    document.add_paragraph(TEXT)
    plain, locked = io.BytesIO(), io.BytesIO()
    document.save(plain)
    ooxml.OOXMLFile(plain).encrypt(PASSWORD, locked)
    return locked.getvalue()


def manifest(name: str, checksum: str, algorithm: str, iv: bytes, hashing: str, derivation: str) -> bytes:
    return f"""<m:manifest xmlns:m="{MANIFEST}" xmlns:l="{LOEXT}"><m:file-entry m:full-path="{name}" m:size="9">
<m:encryption-data {checksum}><m:algorithm m:algorithm-name="http://www.w3.org/{algorithm}"
 m:initialisation-vector="{in_base64(iv)}"/><m:start-key-generation m:key-size="32"
 m:start-key-generation-name="http://www.w3.org/{hashing}#sha256"/><m:key-derivation m:key-size="32" {derivation}/>
</m:encryption-data></m:file-entry></m:manifest>""".encode()


def older_odt(rounds: int = 1000) -> bytes:
    """As LibreOffice up to 24.1 writes it, and OpenOffice."""
    salt, iv = os.urandom(16), os.urandom(16)
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha256(PASSWORD.encode()).digest(), salt, rounds, 32)
    packed = deflated(CONTENT)
    short = 16 - len(packed) % 16
    closing = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    data = closing.update(packed + b"?" * (short - 1) + bytes([short])) + closing.finalize()
    checksum = in_base64(hashlib.sha256(packed[:1024]).digest())
    described = manifest(
        "content.xml",
        f'm:checksum-type="{MANIFEST}#sha256-1k" m:checksum="{checksum}"',
        "2001/04/xmlenc#aes256-cbc",
        iv,
        "2000/09/xmldsig",
        f'm:key-derivation-name="PBKDF2" m:iteration-count="{rounds}" m:salt="{in_base64(salt)}"',
    )
    return zipped({"content.xml": data, "META-INF/manifest.xml": described})


def newer_odt() -> bytes:
    """As LibreOffice writes it since 24.2: the whole document is one locked member."""
    salt, iv = os.urandom(16), os.urandom(12)
    hashed = hashlib.sha256(PASSWORD.encode()).digest()
    key = Argon2id(salt=salt, length=32, iterations=3, lanes=4, memory_cost=1024).derive(hashed)
    data = iv + AESGCM(key).encrypt(iv, deflated(zipped({"content.xml": CONTENT})), None)
    described = manifest(
        "encrypted-package",
        "",
        "2009/xmlenc11#aes256-gcm",
        iv,
        "2001/04/xmlenc",
        'm:key-derivation-name="urn:org:documentfoundation:names:experimental:office:manifest:argon2id" '
        f'l:argon2-iterations="3" l:argon2-memory="1024" l:argon2-lanes="4" m:salt="{in_base64(salt)}"',
    )
    return zipped({"encrypted-package": data, "META-INF/manifest.xml": described})


def locked_zip(text: bytes = TEXT.encode() * 3) -> bytes:
    """As 7-Zip and WinZip write it (AE-2)."""
    salt, packed = os.urandom(16), deflated(text)
    keys = hashlib.pbkdf2_hmac("sha1", PASSWORD.encode(), salt, 1000, 66)
    closing = Cipher(algorithms.AES(keys[:32]), modes.ECB()).encryptor()
    stream = closing.update(b"".join(struct.pack("<QQ", n + 1, 0) for n in range(len(packed) // 16 + 1)))
    data = bytes(a ^ b for a, b in zip(packed, stream, strict=False))
    data = salt + keys[64:] + data + hmac.new(keys[32:64], data, "sha1").digest()[:10]
    extra = struct.pack("<HHH2sBH", 0x9901, 7, 2, b"AE", 3, 8)
    name = b"a.txt"
    sizes = struct.pack("<IIIHH", 0, len(data), len(text), len(name), len(extra))
    local = struct.pack("<IHHHHH", 0x04034B50, 51, 1, 99, 0, 33) + sizes + name + extra
    central = struct.pack("<IHHHHHH", 0x02014B50, 51, 51, 1, 99, 0, 33) + sizes
    central += struct.pack("<HHHII", 0, 0, 0, 0, 0) + name + extra
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1, 1, len(central), len(local) + len(data), 0)
    return local + data + central + end


def opened(path: Path, password: str = "") -> list[str]:
    """The texts; in this process, because that is quicker."""
    known = format_of(path)
    assert known is not None
    reading = Reading(path, password=password, scratch=path.parent, format_by=format_by)
    try:
        return [document.text for document in known.read(reading)]
    except StudioError as error:
        return [error.message.key, *(["asks for it"] if reading.needs_password else [])]


@pytest.mark.parametrize(
    ("name", "make"),
    [("a.docx", locked_docx), ("old.odt", older_odt), ("new.odt", newer_odt), ("a.zip", locked_zip)],
)
def test_it_asks_for_the_password_and_opens_with_it(tmp_path: Path, name: str, make: Callable[[], bytes]) -> None:
    path = tmp_path / name
    path.write_bytes(make())
    assert opened(path) == ["file.locked", "asks for it"]
    assert opened(path, "wrong") == ["file.wrong_password", "asks for it"]
    (text,) = opened(path, PASSWORD)
    assert text[: len(TEXT)] == TEXT


def test_an_archive_with_a_locked_document_is_read_again_with_its_password(tmp_path: Path) -> None:
    path, cache = tmp_path / "a.zip", tmp_path / "cache"
    path.write_bytes(zipped({"a.txt": b"Plain.", "b.odt": older_odt()}))
    for password, wanted in (("", ["Plain."]), (PASSWORD, ["Plain.", TEXT]), ("", ["Plain.", TEXT])):
        texts = TextCache(cache, {str(path): password} if password else {})
        corpus = replace(Corpus("test", (str(path),)), texts=texts)
        assert [document.text for document in iter_documents(corpus)] == wanted


def test_locks_that_ask_for_too_much_or_are_unknown_are_said(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    odd = {b'm:iteration-count="1000"': b'm:iteration-count="999999999"', b"aes256-cbc": b"blowfish  "}
    with zipfile.ZipFile(io.BytesIO(older_odt())) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    for before, after in odd.items():
        changed = members["META-INF/manifest.xml"].replace(before, after)
        path.write_bytes(zipped(members | {"META-INF/manifest.xml": changed}))
        assert opened(path, PASSWORD) == ["file.sealed"]


def test_a_locked_archive_that_was_changed_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(locked_zip(os.urandom(3_000_000)))
    data = bytearray(path.read_bytes())
    data[2_000_000] ^= 1
    path.write_bytes(data)
    known = format_of(path)
    assert known is not None
    reading = Reading(path, password=PASSWORD, scratch=tmp_path, format_by=format_by)
    assert list(known.read(reading)) == []
    assert reading.problem is not None
    assert (reading.problem.key, reading.needs_password) == ("archive.members_bad", False)
