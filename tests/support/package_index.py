"""A local package index of small stand-in wheels, from which tests install the engine for NVIDIA GPUs."""

from __future__ import annotations

import base64
import hashlib
import os
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

WORKING_TORCH = """
__version__ = "{version}"
class version:
    cuda = {cuda!r}
class _Sum:
    def sum(self): return self
    def item(self): return {answer}
def ones(count, device): return _Sum()
class cuda:
    def is_available(): return {available}
    def get_device_name(number): return "Stand-in GPU"
"""


def put_driver(folder: Path, gpu: str = "Stand-in GPU") -> str:
    """Write a stand-in ``nvidia-smi`` that names one GPU into ``folder``; returns a PATH that contains it."""
    folder.mkdir(exist_ok=True)
    program = folder / "nvidia-smi"
    program.write_text(f"#!/bin/sh\necho '{gpu}, 580.01'\n", encoding="utf-8")
    program.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def torch_source(version: str, *, cuda: str | None = "13.0", available: bool = True, answer: float = 2.0) -> str:
    """The source of a stand-in torch/__init__.py, with the answers that the trial of an engine needs."""
    return WORKING_TORCH.format(version=version, cuda=cuda, available=available, answer=answer)


@dataclass(frozen=True)
class Wheel:
    """``files``: contents of the module files by path. ``requires``: lines as in a requirements file."""

    name: str
    version: str
    files: Mapping[str, str]
    requires: tuple[str, ...] = ()
    padding: int = 0
    broken: bool = False

    @property
    def file_name(self) -> str:
        return f"{self.name.replace('-', '_')}-{self.version}-py3-none-any.whl"

    @property
    def metadata(self) -> str:
        head = f"Metadata-Version: 2.1\nName: {self.name}\nVersion: {self.version}\n"
        return head + "".join(f"Requires-Dist: {line}\n" for line in self.requires)

    def data(self) -> bytes:
        info = f"{self.name.replace('-', '_')}-{self.version}.dist-info"
        contents = {path: text.encode() for path, text in self.files.items()} | {
            f"{info}/METADATA": self.metadata.encode(),
            f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        if self.padding:
            contents[f"{self.name.replace('-', '_')}_padding.bin"] = bytes(range(256)) * (self.padding // 256)
        record = "".join(f"{path},{_digest(data)},{len(data)}\n" for path, data in contents.items())
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for path, data in (contents | {f"{info}/RECORD": (record + f"{info}/RECORD,,\n").encode()}).items():
                archive.writestr(zipfile.ZipInfo(path), data)
        data = buffer.getvalue()
        return data[: len(data) // 2] if self.broken else data


@dataclass
class Index:
    """The offered wheels and the requests so far. ``failing``: names of files whose download breaks off halfway."""

    wheels: tuple[Wheel, ...]
    url: str = ""
    failing: set[str] = field(default_factory=set)
    fetched: list[str] = field(default_factory=list)
    asked_for_held: threading.Event = field(default_factory=threading.Event)
    _held: str = ""
    _go: threading.Event = field(default_factory=threading.Event)

    def hold(self, name: str) -> None:
        """Send the file ``name`` only after :meth:`let_go`; ``asked_for_held`` is set when it is requested."""
        self._held = name

    def let_go(self) -> None:
        self._go.set()

    def wait_if_held(self, name: str) -> None:
        if name == self._held:
            self.asked_for_held.set()
            self._go.wait()


@contextmanager
def serving(*wheels: Wheel) -> Iterator[Index]:
    """Serve ``wheels`` as an index until the block ends."""
    index = Index(wheels)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, index))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    index.url = f"http://127.0.0.1:{server.server_port}/simple"
    try:
        yield index
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, index: Index, *rest: object) -> None:
        self._index = index
        super().__init__(*rest)  # type: ignore[arg-type]

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        with suppress(ConnectionError):  # the client was stopped
            self._answer()

    def _answer(self) -> None:
        name = unquote(self.path).rstrip("/").rpartition("/")[2]
        of_file = name.removesuffix(".metadata")
        wheels = [wheel for wheel in self._index.wheels if of_file in (wheel.file_name, wheel.name)]
        if not wheels:
            self.send_error(404)
        elif name.endswith(".metadata"):
            self._send("text/plain", wheels[0].metadata.encode())
        elif name.endswith(".whl"):
            self._send_wheel(wheels[0].data(), name)
        else:
            self._send("text/html", "\n".join(["<!DOCTYPE html>", *map(_link, wheels)]).encode())

    def _send_wheel(self, data: bytes, name: str) -> None:
        self._index.fetched.append(name)
        self._index.wait_if_held(name)
        if name not in self._index.failing:
            self._send("application/octet-stream", data)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[: len(data) // 2])
        self.close_connection = True

    def _send(self, kind: str, data: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


def _link(wheel: Wheel) -> str:
    described = f"sha256={hashlib.sha256(wheel.metadata.encode()).hexdigest()}"
    return f'<a href="/files/{wheel.file_name}" data-core-metadata="{described}">{wheel.file_name}</a>'


def _digest(data: bytes) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
