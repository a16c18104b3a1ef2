"""Reads every hostile file by the real scan, and says what went wrong.

    python tests/benchmarks/hostile_files.py [--quick] [--light] [--only WORDS] [--part K/N] [--keep DIR]

Prints the files that ended a helper process, those that took long, the highest memory of any process, what was tried
over the network (an audit hook in each process, and a server that the files name), and files made outside the cache.
Exit code 1 if the program died, a file took more than ten seconds of processor time, a process more than 1.5 GB, or anything was fetched or written outside.
"""

from __future__ import annotations

import argparse
import http.server
import multiprocessing
import os
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
sys.path.insert(0, str(Path(__file__).parents[2]))

import hostile_files

from gpt_studio.corpora import extraction, extraction_process
from gpt_studio.corpora.cleaning import Cleaning
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.scan import scan

SLOW, MOST_MEMORY = 10.0, 1_500_000_000
_NOTES = "GPT_STUDIO_HOSTILE_NOTES"
_NETWORK = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.sendto",
    "urllib.Request",
    "ftplib.connect",
)
_PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn")
_PATHS = ("open", "os.mkdir", "os.rename", "os.link", "os.symlink", "os.remove", "os.chmod", "os.truncate")
_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def watch(inside: list[str], notes: Path) -> threading.Event:
    """Note in this process what is tried over the network and changed outside the folders ``inside``, until it is set."""
    writing, ended = threading.local(), threading.Event()
    real = lru_cache(os.path.realpath)  # what watching takes counts as time of the file

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in _NETWORK + _PROGRAMS + _PATHS or getattr(writing, "now", False) or ended.is_set():
            return
        if event in _PATHS:
            if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & _TO_WRITE):
                return
            where = arguments[0]
            within_a_folder = event == "os.remove" and arguments[-1] != -1  # as shutil.rmtree does
            if within_a_folder or not isinstance(where, str | bytes | os.PathLike):
                return
            folder, name = os.path.split(os.fsdecode(where))
            place = f"{real(folder)}{os.sep}{name}"
            place = os.path.realpath(place) if Path(place).is_symlink() else place
            if place == os.devnull or any(place.startswith(folder) for folder in inside):
                return
        writing.now = True
        try:
            with notes.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(f"{os.getpid()} {event} {arguments!r}\n"[:300])
        finally:
            writing.now = False

    sys.addaudithook(hook)
    return ended


def serve_watched(line: Any) -> None:
    """The helper process, watched."""
    cache, notes = os.environ[_NOTES].split(os.pathsep)
    watch([cache], Path(notes))
    extraction_process.serve(line)


@contextmanager
def server() -> Iterator[tuple[str, list[str]]]:
    """A web server, its address, and what was asked of it."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def handle(self) -> None:
            asked.append(str(self.client_address))

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as opened:
        threading.Thread(target=opened.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{opened.server_address[1]}/x", asked
        opened.shutdown()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="one file of each shape, and none that is heavy")
    parser.add_argument("--light", action="store_true", help="none that is heavy")
    parser.add_argument("--only", default="", metavar="WORDS", help="only shapes or names with these words")
    parser.add_argument("--part", type=_part, default=(1, 1), metavar="K/N", help="only the K-th of N parts")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write the files there and keep them")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hostile-") as temporary, server() as (url, asked):
        folder, cache, notes = (
            chosen.keep or Path(temporary, "files"),
            Path(temporary, "cache"),
            Path(temporary, "notes"),
        )
        # Each in a process of its own, because to make a bomb takes more memory than to read one.
        apart = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=apart) as pool:
            make = partial(
                hostile_files.write_hostile_files,
                quick=chosen.quick,
                heavy=not chosen.light,
                only=chosen.only,
                part=chosen.part,
            )
            paths = pool.submit(make, folder, url).result()
        reader = apart.Process(target=read_all, args=(paths, cache, notes))
        reader.start()
        reader.join()
        print(f"asked over the network: {len(asked)}")
        return 1 if reader.exitcode or asked else 0


def _part(text: str) -> tuple[int, int]:
    number, parts = map(int, text.split("/"))
    return number, parts


def read_all(paths: list[Path], cache: Path, notes: Path) -> None:
    taken: dict[str, float] = {}
    ask = extraction._Helper.ask

    def timed(self: Any, request: dict[str, Any], task: Any, name: str) -> dict[str, Any]:
        self._running()  # to start a process is no work over a file
        process = self._process
        before, began = sum(process.cpu_times()[:2]), time.monotonic()
        answer = None
        try:
            answer = ask(self, request, task, name)
            return answer
        finally:  # nobody knows how long one worked that has ended: by the clock
            now = time.monotonic()
            taken[request["path"]] = sum(process.cpu_times()[:2]) - before if answer else now - began

    extraction._Helper.ask = timed  # type: ignore[method-assign]
    extraction.helpers_at_once = lambda: 1
    extraction.serve = serve_watched
    os.environ[_NOTES] = os.pathsep.join((str(cache), str(notes)))
    before = set(paths[0].parents[1].rglob("*"))
    ended = watch([str(cache)], notes)
    corpus = Corpus("hostile", tuple(map(str, paths)), cleaning=Cleaning(duplicates=False)).kept_in(cache)
    began, last = time.monotonic(), time.process_time()
    rows, given_up, silent, slow = 0, [], [], []
    for report in scan(corpus):
        now = time.process_time()
        seconds, last = taken.get(report.path, now - last), now
        rows += 1
        shown = f"{Path(report.path).parent.name} / {Path(report.path).name[:40]}".encode(
            errors="backslashreplace"
        ).decode()
        if report.problem is not None and report.problem.key == "file.given_up":
            given_up.append(f"{shown}: {report.problem.values['reason']}")
        if report.problem is None and not report.documents:
            silent.append(shown)
        if seconds > SLOW / 20:
            slow.append((seconds, shown))
    total = time.monotonic() - began
    ended.set()
    kilobytes = 1 if sys.platform == "darwin" else 1024
    memory = {
        "this process": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * kilobytes,
        "a helper process": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * kilobytes,
    }
    tried = notes.read_text("utf-8").splitlines() if notes.exists() else []
    made = [str(path) for path in paths[0].parents[1].rglob("*") if path not in before]
    print(f"{len(paths)} files, {rows} rows, {total:.0f} s, load {os.getloadavg()[0]:.1f}")
    print(f"rows without a text and without a reason: {len(silent)}", *silent, sep="\n  ")
    print(f"helpers that ended or were ended: {len(given_up)}", *given_up, sep="\n  ")
    print(
        "slowest, in seconds of processor time:",
        *(f"{seconds:.1f} s {name}" for seconds, name in sorted(slow, reverse=True)),
        sep="\n  ",
    )
    print("peak memory:", *(f"{what} {most / 1e6:,.0f} MB" for what, most in memory.items()), sep="\n  ")
    print(
        f"tried over the network, or changed outside the cache: {len(tried)}",
        *tried[:20],
        sep="\n  ",
    )
    print(f"made beside the files: {len(made)}", *made[:20], sep="\n  ")
    wrong = silent or tried or made or max(memory.values()) > MOST_MEMORY
    sys.exit(1 if wrong or any(seconds > SLOW for seconds, _ in slow) else 0)


if __name__ == "__main__":
    sys.exit(main())
