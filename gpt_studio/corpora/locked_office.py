"""Opens Word documents and OpenDocument texts that are locked with a password.

Word's are a container of the old kind around the whole document; msoffcrypto knows it. OpenDocument has two ways: each
member is packed and then encrypted (AES-256-CBC, its key by PBKDF2), or the whole document is one such member
(AES-256-GCM, its key by Argon2id).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

WHOLE = "encrypted-package"
_CBC, _GCM = "#aes256-cbc", "#aes256-gcm"
_IV_BYTES, _KEY_BYTES, _CHECKED_BYTES = 12, 32, 1024
_MOST_ROUNDS, _MOST_PASSES, _MOST_LANES, _MOST_KIBI = 10_000_000, 20, 64, 256 << 10
"""What a hostile file may ask for at most; LibreOffice takes 100,000 rounds, or 3 passes, 4 lanes and 64 MB."""


class WrongPassword(Exception):
    """The document does not open with that password."""


class UnknownLock(Exception):
    """The document is locked in a way that is not known here."""


def unlocked_word(path: Path, password: str) -> BytesIO:
    """The .docx file within. Raises WrongPassword, UnknownLock."""
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError

    plain = BytesIO()
    with path.open("rb") as file:
        try:
            open_office: Any = msoffcrypto.OfficeFile
            locked = open_office(file)
            locked.load_key(password=password, verify_password=True)
            locked.decrypt(plain)
        except InvalidKeyError as error:
            raise WrongPassword from error
        except (DecryptionError, FileFormatError) as error:
            raise UnknownLock from error
    return plain


def unlocked_member(data: bytes, name: str, manifest: Any, password: str, most: int) -> bytes:
    """The bytes of the member ``name`` of an OpenDocument file, of at most ``most``, from ``data``, those it holds.

    ``manifest`` is its parsed manifest. Raises WrongPassword, UnknownLock, and BadZipFile for a damaged member.
    """
    entry = next((each for each in manifest.iter() if _value(each, "full-path") == name), None)
    lock = _child(entry, "encryption-data")
    algorithm, derivation = _child(lock, "algorithm"), _child(lock, "key-derivation")
    if lock is None or algorithm is None or derivation is None:
        raise UnknownLock
    key = _key(_child(lock, "start-key-generation"), derivation, password)
    way, iv = _value(algorithm, "algorithm-name"), _bytes(algorithm, "initialisation-vector")
    if way.endswith(_GCM):
        packed = _opened_gcm(data, key, iv)
    elif way.endswith(_CBC) and len(iv) == 16:
        packed = _opened_cbc(data, key, iv)
        _check(packed, lock)
    else:
        raise UnknownLock
    if packed.startswith(b"PK"):  # a whole document need not be packed once more
        return packed
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        return unpacking.decompress(packed, most)
    except zlib.error as error:
        raise zipfile.BadZipFile(name) from error


def _key(start: Any, derivation: Any, password: str) -> bytes:
    """The key follows from a hash of the password, not from the password itself."""
    digest = (
        "sha1" if start is None or _value(start, "start-key-generation-name").lower().endswith("sha1") else "sha256"
    )
    hashed, salt = hashlib.new(digest, password.encode()).digest(), _bytes(derivation, "salt")
    way = _value(derivation, "key-derivation-name")
    if way.endswith(("PBKDF2", "#pbkdf2")):
        rounds = _number(derivation, "iteration-count", _MOST_ROUNDS)
        return hashlib.pbkdf2_hmac("sha1", hashed, salt, rounds, _KEY_BYTES)
    if not way.endswith("argon2id"):
        raise UnknownLock
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    derivation_of = Argon2id(
        salt=salt,
        length=_KEY_BYTES,
        iterations=_number(derivation, "argon2-iterations", _MOST_PASSES),
        lanes=_number(derivation, "argon2-lanes", _MOST_LANES),
        memory_cost=_number(derivation, "argon2-memory", _MOST_KIBI),
    )
    key: bytes = derivation_of.derive(hashed)
    return key


def _opened_gcm(data: bytes, key: bytes, iv: bytes) -> bytes:
    """The initialisation vector stands before the encrypted bytes too."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(iv) != _IV_BYTES or not data.startswith(iv):
        raise UnknownLock
    try:
        plain: bytes = AESGCM(key).decrypt(iv, data[_IV_BYTES:], None)
    except InvalidTag as error:
        raise WrongPassword from error
    return plain


def _opened_cbc(data: bytes, key: bytes, iv: bytes) -> bytes:
    """The last byte says how many were added to fill the last block; the others of them may be anything."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    if not data or len(data) % 16:
        raise zipfile.BadZipFile
    opened = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    plain: bytes = opened.update(data) + opened.finalize()
    if not 1 <= plain[-1] <= 16:
        raise WrongPassword
    return plain[: -plain[-1]]


def _check(packed: bytes, lock: Any) -> None:
    """A hash of the first bytes, before they were encrypted, tells whether the password was right."""
    kind = _value(lock, "checksum-type").lower().replace("/", "-")
    digest = "sha256" if kind.endswith("sha256-1k") else "sha1" if kind.endswith("sha1-1k") else ""
    if not digest:
        raise UnknownLock
    if not hmac.compare_digest(hashlib.new(digest, packed[:_CHECKED_BYTES]).digest(), _bytes(lock, "checksum")):
        raise WrongPassword


def _child(element: Any, name: str) -> Any:
    there = element if element is not None else ()
    return next((each for each in there if isinstance(each.tag, str) and each.tag.endswith(f"}}{name}")), None)


def _value(element: Any, name: str) -> str:
    """Whatever the namespace: LibreOffice's own attributes are in another one."""
    return next((value for key, value in element.attrib.items() if key.endswith(f"}}{name}")), "")


def _bytes(element: Any, name: str) -> bytes:
    try:
        return base64.b64decode(_value(element, name))
    except ValueError as error:
        raise UnknownLock from error


def _number(element: Any, name: str, most: int) -> int:
    written = _value(element, name)
    if not written.isdecimal() or len(written) > 9 or not 1 <= int(written) <= most:
        raise UnknownLock
    return int(written)
