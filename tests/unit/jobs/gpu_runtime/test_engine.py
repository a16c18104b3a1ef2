"""The engine for NVIDIA GPUs, installed by uv from a local index of small stand-in wheels."""

from __future__ import annotations

import itertools
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from package_index import Index, Wheel, put_driver, serving, torch_source

from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event, Progress
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.gpu_runtime.engines import Engine, this_build
from gpt_studio.jobs.gpu_runtime import engine_status, install_engine, remove_engine, uv
from gpt_studio.jobs.gpu_runtime.engine_status import DOWNLOADS, EngineReport, EngineState, EngineStatus
from gpt_studio.jobs.gpu_runtime.install_engine import InstalledEngine, InstallEngine
from gpt_studio.jobs.gpu_runtime.remove_engine import RemoveEngine, RetryEngine

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in driver is a shell script")

BUILD = this_build()
assert BUILD is not None
CUDA = f"{BUILD.torch}+cu130"
MEGABYTE = 1_100_000
BLAS = Wheel("nvidia-blas", "1.0", {"nvidia/blas/__init__.py": ""}, padding=2 * MEGABYTE)
DNN = Wheel("nvidia-dnn", "2.0", {"nvidia/dnn/__init__.py": ""}, padding=MEGABYTE)


def torch_wheel(source: str = "", version: str = CUDA) -> Wheel:
    files = {"torch/__init__.py": source or torch_source(version)}
    return Wheel("torch", version, files, requires=("nvidia-blas==1.0", "nvidia-dnn"), padding=MEGABYTE)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "engines of José 🦊"


@pytest.fixture(autouse=True)
def _a_gpu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in driver with one GPU, a small space requirement, and no retries."""
    monkeypatch.setenv("PATH", put_driver(tmp_path / "driver"))
    monkeypatch.setattr(install_engine, "NEEDED_BYTES", 10 * MEGABYTE)
    monkeypatch.setattr(uv, "RETRIES", 0)


@pytest.fixture
def index() -> Iterator[Index]:
    with serving(torch_wheel(), BLAS, DNN) as served:
        yield served


def install(root: Path, mirror: str, context: JobContext | None = None) -> InstalledEngine:
    return install_engine.run(InstallEngine(mirror, root), context or JobContext())


def report(root: Path) -> EngineReport:
    return engine_status.run(EngineStatus(root), JobContext())


def start(root: Path, then: str = "") -> str:
    """The output of a new process that imports torch from the engine if that is allowed."""
    code = (
        "import sys; from pathlib import Path; from gpt_studio.gpu_runtime.engine_import import activate\n"
        f"told = activate(Path({str(root)!r})); print(told)\n{then}"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr


WHERE = "import torch; print(torch.__version__, torch.__file__)"
COMES_FROM = "import importlib.util; print(importlib.util.find_spec('torch').origin)"


def uses_its_own(root: Path, told: str = "None") -> bool:
    """Whether a new process says ``told`` and leaves the engine alone."""
    said, origin = start(root, COMES_FROM).splitlines()
    return said.startswith(told) and not origin.startswith(str(root))


def test_an_engine_is_installed_tried_and_used(root: Path, index: Index) -> None:
    assert report(root).state is EngineState.ABSENT
    seen: list[Event] = []
    made = install(root, index.url, JobContext(seen.append))
    assert (made.torch, made.cuda, made.gpu) == (CUDA, "13.0", "Stand-in GPU")
    assert Engine(made.folder).build() == BUILD
    assert not (root / DOWNLOADS).exists()
    assert (made.folder / "nvidia" / "blas" / "__init__.py").exists()
    said = [str(event.what) for event in seen if isinstance(event, Progress)]
    assert said[0] == "Finding out what is needed"
    assert said[-1] == "Trying the engine on your GPU"
    after = report(root)
    assert (after.state, after.gpus, after.downloaded) == (EngineState.READY, ("Stand-in GPU",), 0)
    assert after.size > 4 * MEGABYTE
    in_the_engine = made.folder / "torch" / "__init__.py"
    assert start(root, f"{COMES_FROM}\n{WHERE}").splitlines() == ["None", str(in_the_engine), f"{CUDA} {in_the_engine}"]


def test_an_interrupted_download_goes_on_where_it_was(root: Path, index: Index) -> None:
    index.failing.add(BLAS.file_name)
    index.hold(BLAS.file_name)
    with ThreadPoolExecutor(1) as beside:
        installing = beside.submit(install, root, index.url)
        try:
            assert index.asked_for_held.wait(120)
            _wait_until_kept(root, "torch", "nvidia/dnn")
        finally:
            index.let_go()
    with pytest.raises(StudioError, match=r"The download stopped .*nvidia-blas.*What is already here is kept"):
        installing.result()
    assert report(root).state is EngineState.ABSENT
    assert report(root).downloaded > 0
    assert uses_its_own(root)
    index.failing.clear()
    index.fetched.clear()
    assert install(root, index.url).torch == CUDA
    assert index.fetched == [BLAS.file_name]


def _wait_until_kept(root: Path, *packages: str) -> None:
    """The index cannot know when a file that it sent has been unpacked."""
    deadline = time.monotonic() + 120
    while not all(any((root / DOWNLOADS).glob(f"**/{package}/__init__.py")) for package in packages):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_it_can_be_stopped_and_goes_on_later(root: Path, index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install_engine, "_SECONDS_BETWEEN_REPORTS", 0.01)
    index.hold(BLAS.file_name)
    seen: list[Event] = []
    context = JobContext(seen.append)
    ended: list[BaseException] = []

    def work() -> None:
        try:
            install(root, index.url, context)
        except JobCancelled as error:
            ended.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    assert index.asked_for_held.wait(120)
    time.sleep(0.3)  # many looks at a download that stands still
    context.cancel()
    thread.join(120)
    index.let_go()
    assert len(ended) == 1
    assert seen
    assert all(before != after for before, after in itertools.pairwise(seen))
    assert report(root).state is EngineState.ABSENT
    assert install(root, index.url).torch == CUDA


def test_a_broken_wheel_is_said_and_nothing_is_used(root: Path) -> None:
    broken = Wheel("nvidia-dnn", "2.0", {"nvidia/dnn/__init__.py": ""}, broken=True)
    with serving(torch_wheel(), BLAS, broken) as index, pytest.raises(StudioError, match="could not be installed"):
        install(root, index.url)
    assert report(root).state is EngineState.ABSENT


@pytest.mark.parametrize(
    ("wheels", "sentence"),
    [
        ((Wheel("torch", "1.0", {"torch/__init__.py": ""}),), "is not offered there"),
        ((), "is not offered there"),
        ((torch_wheel(torch_source("1.0+cu130")), BLAS, DNN), r"it is version 1\.0"),
        ((torch_wheel(torch_source(CUDA, cuda=None)), BLAS, DNN), "not made for NVIDIA GPUs"),
        ((torch_wheel(torch_source(CUDA, available=False)), BLAS, DNN), "cannot use the GPU"),
        ((torch_wheel(torch_source(CUDA, answer=3.0)), BLAS, DNN), "adds up wrongly"),
        ((torch_wheel("import of_what_is_not_there"), BLAS, DNN), "No module named 'of_what_is_not_there'"),
        ((torch_wheel("import os; os.abort()"), BLAS, DNN), "its process was ended"),
    ],
)
def test_what_does_not_fit_or_work_is_not_used(root: Path, wheels: tuple[Wheel, ...], sentence: str) -> None:
    with serving(*wheels) as index, pytest.raises(StudioError, match=sentence):
        install(root, index.url)
    assert report(root).state is EngineState.ABSENT
    assert uses_its_own(root)


def test_too_little_room_is_said_before_anything_is_fetched(
    root: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install_engine, "NEEDED_BYTES", 10**18)
    with pytest.raises(StudioError, match=r"needs 1000000000\.0 GB on the disk"):
        install(root, index.url)
    assert index.fetched == []


def test_a_disk_that_becomes_full_is_said_in_one_sentence(
    tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = tmp_path / "small disk"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "none", small], capture_output=True).returncode:
        pytest.skip("a small disk can be mounted by an administrator only")
    try:
        monkeypatch.setattr(install_engine, "NEEDED_BYTES", 0)
        with pytest.raises(StudioError, match="The disk became full during the download"):
            install(small / "engines", index.url)
        assert report(small / "engines").state is EngineState.ABSENT
    finally:
        subprocess.run(["umount", small], check=True)


@pytest.mark.parametrize("mirror", ["ftp://mirror", "not a folder", "https//typo"])
def test_what_is_no_mirror_is_refused(root: Path, mirror: str) -> None:
    with pytest.raises(StudioError, match="is no mirror"):
        install(root, mirror)


def test_the_packed_program_is_its_own_python(
    root: Path, index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no Python in a packed program: uv runs the program itself, and so does the trial of the engine."""
    program = tmp_path / "gpt-studio"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m gpt_studio "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    assert install(root, index.url).torch == CUDA


def test_a_folder_of_wheels_is_a_mirror(root: Path, tmp_path: Path) -> None:
    for wheel in (torch_wheel(), BLAS, DNN):
        (tmp_path / wheel.file_name).write_bytes(wheel.data())
    assert install(root, str(tmp_path)).torch == CUDA


def test_without_a_gpu_nothing_is_fetched(root: Path, index: Index, tmp_path: Path) -> None:
    (tmp_path / "driver" / "nvidia-smi").write_text("#!/bin/sh\nexit 9\n", encoding="utf-8")
    with pytest.raises(StudioError, match="No NVIDIA GPU answers"):
        install(root, index.url)
    assert index.fetched == []
    assert report(root).gpus == ()


def test_an_import_that_fails_switches_the_engine_off_for_good(root: Path, index: Index) -> None:
    made = install(root, index.url)
    (made.folder / "torch" / "__init__.py").write_text("raise OSError('libcudart.so.13: gone')", encoding="utf-8")
    first = start(root, f"try: import torch\nexcept Exception as error: print(error)\n{WHERE}")
    assert first.startswith("None\nThe engine for your NVIDIA GPU could not be loaded (libcudart.so.13: gone)")
    assert first.count("could not be loaded") >= 2, "no other torch is loaded beside its parts"
    assert uses_its_own(root, "The engine for your NVIDIA GPU is switched off, because it could not be loaded (libcud")
    assert uses_its_own(root), "said once"
    assert str(report(root).reason) == "it could not be loaded (libcudart.so.13: gone)"


def test_an_import_that_ends_the_process_switches_the_engine_off(root: Path, index: Index) -> None:
    made = install(root, index.url)
    good = (made.folder / "torch" / "__init__.py").read_text(encoding="utf-8")
    (made.folder / "torch" / "__init__.py").write_text("import os; os._exit(11)", encoding="utf-8")
    assert start(root, WHERE) == "None\n"
    assert uses_its_own(
        root, "The engine for your NVIDIA GPU is switched off, because it ended GPT Studio while it was loaded"
    )
    assert report(root).state is EngineState.SWITCHED_OFF
    (made.folder / "torch" / "__init__.py").write_text(good, encoding="utf-8")
    remove_engine.retry(RetryEngine(root), JobContext())
    assert start(root, WHERE).startswith(f"None\n{CUDA}")


@pytest.mark.parametrize("noted", ["torch", "python", "platform"])
def test_an_engine_for_something_else_is_left_alone(root: Path, index: Index, noted: str) -> None:
    made = install(root, index.url)
    marker = made.folder / "engine.json"
    marker.write_text(marker.read_text(encoding="utf-8").replace(f'"{noted}": "', f'"{noted}": "9'), encoding="utf-8")
    assert uses_its_own(root)
    assert report(root).state is EngineState.ABSENT
    assert report(root).others == ()


def test_removal_leaves_nothing_but_other_versions_engines(root: Path, index: Index) -> None:
    made = install(root, index.url)
    other = root / "1.0-cuda"
    other.mkdir()
    (other / "engine.json").write_text('{"torch": "1.0", "python": "3.11", "platform": "x"}', encoding="utf-8")
    assert report(root).others == (other,)
    assert not remove_engine.run(RemoveEngine(root=root), JobContext()).later
    assert not made.folder.exists()
    assert report(root).others == (other,)
    remove_engine.run(RemoveEngine(others=True, root=root), JobContext())
    assert list(root.iterdir()) == []


def test_an_engine_in_use_goes_at_the_next_start(root: Path, index: Index) -> None:
    made = install(root, index.url)
    removal = (
        "import torch; from gpt_studio.core.job import JobContext\n"
        "from gpt_studio.jobs.gpu_runtime import remove_engine as r\n"
        f"print(r.run(r.RemoveEngine(root=Path({str(root)!r})), JobContext()).later)"
    )
    assert start(root, removal) == "None\nTrue\n"
    assert report(root).state is EngineState.LEAVING
    assert uses_its_own(root)
    assert not made.folder.exists()
