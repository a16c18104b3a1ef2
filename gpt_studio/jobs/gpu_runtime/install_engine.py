"""Install the engine for NVIDIA GPUs: the same version of torch, made for CUDA, in a folder of its own."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from gpt_studio.core.disk_errors import disk_errors
from gpt_studio.core.durable import make_folder
from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.events import Progress
from gpt_studio.core.folder_lock import FolderLock
from gpt_studio.core.job import JobContext
from gpt_studio.gpu_runtime.engines import Build, Engine, engines_folder, this_build
from gpt_studio.jobs.gpu_runtime.engine_status import DOWNLOADS, UNFINISHED, free_bytes, size_of
from gpt_studio.jobs.gpu_runtime.engine_trial import RuntimeTrial, read_trial, trial_command
from gpt_studio.jobs.gpu_runtime.nvidia import nvidia_gpus
from gpt_studio.jobs.gpu_runtime.uv import installer, run_uv

NEEDED_BYTES = 9_000_000_000
"""The free space that is required: torch and NVIDIA's libraries take about 6.5 GB, the rest is a reserve."""
EXPECTED_BYTES = 6_500_000_000
_SECONDS_BETWEEN_REPORTS = 1.0
_TRIAL_SECONDS = 600.0
_DOWNLOADING = re.compile(r"Downloading (\S+)")
_DOWNLOADED = re.compile(r"Downloaded (\S+)")


@dataclass(frozen=True)
class InstallEngine:
    """``mirror``: the address of a package index, or a folder of wheels, to use instead of the usual index."""

    mirror: str = ""
    root: Path | None = None


@dataclass(frozen=True)
class InstalledEngine:
    """The engine, used from the next start on. ``size`` is in bytes."""

    folder: Path
    torch: str
    cuda: str
    gpu: str
    size: int


def run(request: InstallEngine, context: JobContext) -> InstalledEngine:
    """Download, install and try the engine, and only then mark it complete.

    Raises StudioError if there is no GPU, no space or no download, or if the engine does not work here; JobCancelled.
    Downloads are kept then, and the next run continues from them.
    """
    build = _supported_build()
    root = request.root or engines_folder()
    source = _source(request.mirror)
    _need_room(root)
    with disk_errors(root):
        make_folder(root)
    with FolderLock(root):
        unfinished = root / UNFINISHED
        with disk_errors(unfinished):
            _remove(unfinished)
        _download(root, unfinished, build, source, context)
        context.emit(Progress(say("engine.trying", "Trying the engine on your GPU"), None))
        trial = _try(unfinished, context)
        _check_trial(trial, build)
        return _finish(root, unfinished, build, trial)


def _supported_build() -> Build:
    build = this_build()
    if sys.platform == "darwin" or build is None:
        raise StudioError("engine.not_here", "There is no engine for NVIDIA GPUs for this kind of machine.")
    if not nvidia_gpus():
        raise StudioError(
            "engine.no_gpu",
            "No NVIDIA GPU answers on this machine: put one in, or install NVIDIA's driver, and try again.",
        )
    return build


def _source(mirror: str) -> list[str]:
    """The options that tell ``uv`` where to get packages. Raises StudioError if ``mirror`` is no address or folder."""
    mirror = mirror.strip()
    if not mirror:
        return ["--torch-backend", "auto"]  # uv knows where torch for each CUDA is, and which one the driver can run
    if urlsplit(mirror).scheme in ("http", "https"):
        return ["--default-index", mirror]
    if Path(mirror).expanduser().is_dir():
        return ["--no-index", "--find-links", str(Path(mirror).expanduser().absolute())]
    raise StudioError(
        "engine.no_mirror",
        "{mirror} is no mirror: give an address that begins with https://, or an existing folder of wheels.",
        mirror=mirror,
    )


def _need_room(root: Path) -> None:
    needed, free = NEEDED_BYTES - size_of(root / DOWNLOADS), free_bytes(root)
    if free < needed:
        raise StudioError(
            "engine.no_room",
            "The engine needs {needed:.1f} GB on the disk of {folder}, where {free:.1f} GB are free: free some space "
            "and try again.",
            needed=needed / 1e9,
            free=free / 1e9,
            folder=root,
        )


def _download(root: Path, target: Path, build: Build, source: Sequence[str], context: JobContext) -> None:
    downloads = root / DOWNLOADS
    wanted = [f"torch=={build.torch}", "--target", str(target), "--cache-dir", str(downloads), *source]
    # Only wheels: building a package needs a compiler and runs the package's own code.
    manners = ["--python", sys.executable, "--only-binary", ":all:", "--no-config", "--color", "never"]
    with installer(downloads) as uv, _DownloadProgress(downloads, context) as watch:
        run_uv(uv, ["pip", "install", *wanted, *manners], context, watch.hear)


class _DownloadProgress:
    """Reports the progress of a download from ``uv``'s output and the size of the folder, whenever it changes."""

    def __init__(self, downloads: Path, context: JobContext) -> None:
        self._downloads = downloads
        self._context = context
        self._coming: list[str] = []
        self._said: tuple[str, int] | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._report_until_over, daemon=True)

    def __enter__(self) -> _DownloadProgress:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def hear(self, line: str) -> None:
        if (arrived := _DOWNLOADED.search(line)) is not None:
            with contextlib.suppress(ValueError):
                self._coming.remove(arrived[1])
        elif (coming := _DOWNLOADING.search(line)) is not None and coming[1] not in self._coming:
            self._coming.append(coming[1])

    def _report_until_over(self) -> None:
        while True:
            self._report()
            if self._over.wait(_SECONDS_BETWEEN_REPORTS):
                return

    def _report(self) -> None:
        arrived = size_of(self._downloads)
        if not self._coming:
            self._say(say("engine.asking", "Finding out what is needed"), None)
            return
        what = say(
            "engine.downloading",
            "Downloading {coming}: {arrived:.1f} GB are here",
            coming=", ".join(self._coming[:2]),
            arrived=arrived / 1e9,
        )
        self._say(what, min(arrived / EXPECTED_BYTES, 0.99))

    def _say(self, what: Message, fraction: float | None) -> None:
        """Report, unless the last report was the same: a download may stall, and a log keeps every line."""
        said = (str(what), int(100 * (fraction or 0)))
        if said != self._said:
            self._said = said
            self._context.emit(Progress(what, fraction))


def _try(folder: Path, context: JobContext) -> RuntimeTrial:
    process = subprocess.Popen(
        trial_command(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        return read_trial(_output(process, context))
    finally:
        process.kill()
        process.communicate()


def _output(process: subprocess.Popen[bytes], context: JobContext) -> str:
    waited = 0.0
    while waited < _TRIAL_SECONDS:
        context.raise_if_cancelled()
        try:
            return process.communicate(timeout=0.2)[0].decode("utf-8", "replace")
        except subprocess.TimeoutExpired:
            waited += 0.2
    return '{"problem": "it did not answer"}'


def _check_trial(trial: RuntimeTrial, build: Build) -> None:
    """Raise StudioError if the installed torch has another version, was not made for CUDA, or does not work."""
    problem: Message | str = trial.problem
    if trial.torch and trial.torch.partition("+")[0] != build.torch:
        problem = say("engine.other_version", "it is version {found}", found=trial.torch)
    elif trial.torch and not trial.cuda:
        problem = say("engine.without_cuda", "it was not made for NVIDIA GPUs")
    elif not problem:
        return
    raise StudioError(
        "engine.does_not_work",
        "The engine was installed but does not work here ({problem}), so the processor stays in use: update NVIDIA's "
        "driver, or choose another mirror, and try again.",
        problem=problem,
    )


def _finish(root: Path, unfinished: Path, build: Build, trial: RuntimeTrial) -> InstalledEngine:
    engine = Engine.for_build(root, build)
    with disk_errors(engine.folder):
        _remove(engine.folder)
        os.rename(unfinished, engine.folder)
        if hasattr(os, "sync"):
            os.sync()  # everything reaches the disk before the marker does
    engine.note_complete(build)
    shutil.rmtree(root / DOWNLOADS, ignore_errors=True)
    return InstalledEngine(engine.folder, trial.torch, trial.cuda, trial.gpu, size_of(engine.folder))


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
