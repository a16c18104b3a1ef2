"""Opens the members of zip archives that are locked as WinZip and 7-Zip do it (AE-1 and AE-2, AES).

The format: a salt, two bytes to check the password, the packed bytes encrypted in counter mode (little-endian, from 1
on), and ten bytes that vouch for them.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, cast

AES = 99
"""The way of packing that such a member states; the true one stands in its extra field."""
_EXTRA = 0x9901
_KEY_BYTES = {1: 16, 2: 24, 3: 32}
_CHECK, _VOUCHER, _BLOCK = 2, 10, 16
_ROUNDS = 1000
_LOCAL_HEADER = 30
_CHUNK = 1 << 20


class WrongPassword(Exception):
    """The member does not open with that password."""


@dataclass(frozen=True)
class _Lock:
    key_bytes: int
    packing: int


def opened_with(file: IO[bytes], member: zipfile.ZipInfo, password: str) -> IO[bytes]:
    """A stream of the bytes of ``member``, unpacked; ``file`` is the archive.

    Raises WrongPassword, and BadZipFile where the member is damaged, at once or while it is read.
    """
    lock = _lock_of(member)
    salt_bytes = lock.key_bytes // 2
    file.seek(member.header_offset)
    header = file.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER:
        raise zipfile.BadZipFile(member.filename)
    name, extra = struct.unpack("<HH", header[26:30])
    file.seek(name + extra, 1)
    salt, check = file.read(salt_bytes), file.read(_CHECK)
    keys = hashlib.pbkdf2_hmac("sha1", password.encode(), salt, _ROUNDS, 2 * lock.key_bytes + _CHECK)
    if not hmac.compare_digest(keys[2 * lock.key_bytes :], check):
        raise WrongPassword
    inside = member.compress_size - salt_bytes - _CHECK - _VOUCHER
    if inside < 0:
        raise zipfile.BadZipFile(member.filename)
    vouching = hmac.new(keys[lock.key_bytes : 2 * lock.key_bytes], digestmod="sha1")
    packed = _Decrypted(_decrypted(file, inside, keys[: lock.key_bytes], vouching, member.filename))
    plain = zipfile.ZipInfo(member.filename)
    plain.compress_type, plain.file_size = lock.packing, member.file_size
    plain.compress_size = inside  # no check sum: AE-2 states none, the last ten bytes vouch for all
    return cast("IO[bytes]", zipfile.ZipExtFile(cast("IO[bytes]", packed), "r", plain))


def _lock_of(member: zipfile.ZipInfo) -> _Lock:
    extra = member.extra
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        if kind == _EXTRA and size >= 7 and len(extra) >= 11 and extra[8] in _KEY_BYTES:
            return _Lock(_KEY_BYTES[extra[8]], struct.unpack("<H", extra[9:11])[0])
        extra = extra[4 + size :]
    raise zipfile.BadZipFile(member.filename)


def _decrypted(file: IO[bytes], size: int, key: bytes, vouching: hmac.HMAC, name: str) -> Iterator[bytes]:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    encrypt = Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # of which the format's mode is made
    number = 1
    while size:
        chunk = file.read(min(size, _CHUNK))
        if not chunk:
            raise zipfile.BadZipFile(name)
        size -= len(chunk)
        vouching.update(chunk)
        if not size and not hmac.compare_digest(vouching.digest()[:_VOUCHER], file.read(_VOUCHER)):
            raise zipfile.BadZipFile(name)
        blocks = -(-len(chunk) // _BLOCK)
        stream = encrypt.update(b"".join(struct.pack("<QQ", number + n, 0) for n in range(blocks)))[: len(chunk)]
        number += blocks
        yield (int.from_bytes(chunk, "little") ^ int.from_bytes(stream, "little")).to_bytes(len(chunk), "little")


class _Decrypted:
    """The chunks as a file that can be read once."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._rest = chunks, b""

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self._rest) < size:
            chunk = next(self._chunks, b"")
            if not chunk:
                break
            self._rest += chunk
        found, self._rest = (self._rest, b"") if size < 0 else (self._rest[:size], self._rest[size:])
        return found

    def close(self) -> None:
        self._rest = b""
