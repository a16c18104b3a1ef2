"""Open thousands of damaged folders: ``python tests/support/mutation_run.py [--mutants N] [--seed S]``.

A worker process makes one mutant after the other and uses it as the program does: lists it, inspects it, opens it,
writes with it, opens its tokenizer. Each step must end with a result or a StudioError of one sentence. This process
watches the worker and counts: deaths, hangs (more than 5 seconds of processor time in one step, or a step that waits),
writes outside the scratch folder, and other exceptions. Prints the counts as JSON; exits with 1 if one of them is not
0. ``--mutants 1 --seed S`` repeats one mutant.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import psutil

HANG_SECONDS = 5.0  # of processor time
WAIT_SECONDS = 120.0  # without using any; counted in looks, of which a suspended process makes none
LOOK_SECONDS = 0.5
WHOLE_PROGRAM = 100  # one mutant in so many goes through the jobs, each with its own helper process
LONGEST_SENTENCE = 1_500


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mutants", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0, help="of the first mutant; the others follow")
    parser.add_argument("--worker", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.worker is not None:
        work(arguments.worker, arguments.seed, arguments.seed + arguments.mutants)
        return 0
    counts = run(arguments.seed, arguments.mutants)
    print(json.dumps(counts, indent=1))
    return 1 if any(counts[name] for name in ("deaths", "hangs", "writes_outside", "no_sentences")) else 0


def run(first: int, mutants: int) -> dict[str, Any]:
    """The counts, and a description of each failure with its seed."""
    counts: collections.Counter[str] = collections.Counter()
    refusals: collections.Counter[str] = collections.Counter()
    failures: list[str] = []
    slowest, started = 0.0, time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutants-") as scratch:
        seed, end = first, first + mutants
        while seed < end:
            for report in _reports(Path(scratch), seed, end - seed):
                kind = report.pop("kind")
                if kind == "done":
                    seed = report["seed"] + 1
                    counts["opened" if report["opened"] else "refused"] += 1
                    refusals.update(report["keys"])
                    slowest = max(slowest, report["slowest"])
                    if seed % 1000 == 0:
                        print(f"{seed - first} of {mutants}: {dict(counts)}", file=sys.stderr, flush=True)
                else:
                    counts[kind] += 1
                    failures.append(f"{kind}: {json.dumps(report)[:1500]}")
                    print(failures[-1], file=sys.stderr, flush=True)
                    if kind in ("deaths", "hangs"):
                        seed = report["seed"] + 1
    return {
        "mutants": mutants,
        "first_seed": first,
        "opened": counts["opened"],
        "refused": counts["refused"],
        "deaths": counts["deaths"],
        "hangs": counts["hangs"],
        "writes_outside": counts["writes_outside"],
        "no_sentences": counts["no_sentences"],
        "slowest_step_seconds_of_processor": round(slowest, 2),
        "minutes": round((time.monotonic() - started) / 60, 1),
        "refused_by": dict(refusals.most_common()),
        "failures": failures[:50],
    }


def _reports(scratch: Path, seed: int, mutants: int) -> Iterator[dict[str, Any]]:
    """The reports of one worker until it is done, dies or hangs."""
    command = [sys.executable, __file__, "--worker", str(scratch), "--seed", str(seed), "--mutants", str(mutants)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as worker:
        lines: queue.Queue[str] = queue.Queue()
        assert worker.stdout is not None
        reader = threading.Thread(target=_pass_on, args=(worker.stdout, lines), daemon=True)
        reader.start()
        try:
            yield from _watched(worker, lines, {"seed": seed, "step": "start"})
        finally:
            if worker.poll() is None:
                _end(worker)
            reader.join()


def _pass_on(output: Iterable[str], lines: queue.Queue[str]) -> None:
    """Put each line into ``lines``, and an empty one at the end."""
    for line in output:
        lines.put(line)
    lines.put("")


def _watched(worker: subprocess.Popen[str], lines: queue.Queue[str], step: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The worker's reports except its steps, and a report if it died or hung during a step."""
    began = seen = _processor_seconds(worker.pid)
    idle_looks = 0
    while True:
        try:
            line = lines.get(timeout=LOOK_SECONDS)
        except queue.Empty:
            now = _processor_seconds(worker.pid)
            idle_looks = idle_looks + 1 if now == seen and _sleeps(worker.pid) else 0
            seen = now
            waits = idle_looks * LOOK_SECONDS > WAIT_SECONDS
            if waits or (step["step"] != "start" and now - began > HANG_SECONDS):
                _end(worker)
                yield step | {"kind": "hangs"}
                return
            continue
        if not line:
            if worker.wait() != 0:
                yield step | {"kind": "deaths", "code": worker.returncode}
            return
        report = json.loads(line)
        if report["kind"] == "step":
            step = report
            began, idle_looks = _processor_seconds(worker.pid), 0
        else:
            yield report


def _processor_seconds(process_id: int) -> float:
    total = 0.0
    try:
        process = psutil.Process(process_id)
        for one in (process, *process.children(recursive=True)):
            times = one.cpu_times()
            total += times.user + times.system
    except psutil.Error:
        pass
    return total


def _sleeps(process_id: int) -> bool:
    """Whether all processes of the worker sleep, rather than wait for a free processor."""
    try:
        process = psutil.Process(process_id)
        states = {one.status() for one in (process, *process.children(recursive=True))}
    except psutil.Error:
        return False
    return states <= {psutil.STATUS_SLEEPING, psutil.STATUS_IDLE, psutil.STATUS_ZOMBIE}


def _end(worker: subprocess.Popen[str]) -> None:
    for child in psutil.Process(worker.pid).children(recursive=True):
        child.kill()
    worker.kill()
    worker.wait()


def work(scratch: Path, first: int, end: int) -> None:
    """Make and open the mutants ``first`` to ``end``, with reports on standard output."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def say(kind: str, **facts: Any) -> None:
        print(json.dumps({"kind": kind, **facts}), file=out, flush=True)

    import torch

    torch.set_num_threads(1)
    from mutants import make_mutant
    from tiny_folders import sound_folders

    from gpt_studio.artifacts.quarantine import Quarantine

    sound = scratch / "sound"
    shutil.rmtree(sound, ignore_errors=True)
    folders = sound_folders(sound)
    home = scratch / "home"
    (home / "models").mkdir(parents=True, exist_ok=True)
    canary = home / "models" / "outside.json"
    canary.write_text("{}")
    seed = first
    guard = _Guard(scratch, lambda **facts: say("writes_outside", seed=seed, **facts))
    sys.addaudithook(guard)
    with Quarantine() as quarantine:
        for seed in range(first, end):
            folder = home / "models" / "mutant"
            shutil.rmtree(folder, ignore_errors=True)  # left by a worker that died
            say("step", seed=seed, step="make the mutant", changes="")
            guard.watching = True
            changes = make_mutant(folders[seed % len(folders)], folder, seed)
            visit = _Visit(seed, changes, say)
            whole = seed % WHOLE_PROGRAM == 0
            visit.whole_program(home, folder) if whole else visit.engine(home, folder, quarantine)
            guard.watching = False
            if canary.read_text() != "{}" or Path("OWNED").exists() or (folder / "OWNED").exists():
                say("writes_outside", seed=seed, changes=changes, path="a file that the folder aimed at")
                canary.write_text("{}")
            say("done", seed=seed, opened=visit.opened, keys=visit.keys, slowest=visit.slowest)
            shutil.rmtree(folder)


class _Visit:
    """The steps of one mutant. A step that ends neither with a result nor with one sentence is reported."""

    def __init__(self, seed: int, changes: str, say: Callable[..., None]) -> None:
        self.seed, self.changes, self._say = seed, changes, say
        self.keys: list[str] = []
        self.opened = False
        self.slowest = 0.0

    def engine(self, home: Path, folder: Path, quarantine: Any) -> None:
        from gpt_studio.artifacts.load import open_artifact
        from gpt_studio.artifacts.open_tokenizer import open_tokenizer
        from gpt_studio.core.job import JobContext
        from gpt_studio.core.paths import Home
        from gpt_studio.inference.engine import Engine
        from gpt_studio.inference.session import Session
        from gpt_studio.jobs.models import list_models

        entries = self.step("list", lambda: list_models.run(list_models.ListModels(Home(home)), JobContext()))
        self._check_sentences(entry.problem for entry in entries or () if entry.problem)
        artifact = self.step("open", lambda: open_artifact(folder, quarantine=quarantine))
        if artifact is None:
            self.step("tokenizer", lambda: open_tokenizer(folder, quarantine))
            return
        self.opened = True
        self._check_sentences(artifact.notes)
        writer = self.step("prepare", lambda: Engine(artifact.model, "exact", consume=True))
        if writer is not None:
            self._write(artifact, lambda _ids: nullcontext(Session(writer)))

    def whole_program(self, home: Path, folder: Path) -> None:
        from gpt_studio.core.job import JobContext
        from gpt_studio.core.paths import Home
        from gpt_studio.jobs.models import inspect_folder, list_models, open_model
        from gpt_studio.jobs.tokenizers import open_tokenizer

        context = JobContext()
        self.step("list", lambda: list_models.run(list_models.ListModels(Home(home)), context))
        report = self.step("inspect", lambda: inspect_folder.run(inspect_folder.InspectFolder(folder), context))
        self._check_sentences((*report.problems, *report.facts) if report else ())
        opened = self.step("open", lambda: open_model.run(open_model.OpenModel(folder), context))
        self.step("tokenizer", lambda: open_tokenizer.run(open_tokenizer.OpenTokenizer(folder), context))
        if report is not None and report.sound != (opened is not None):
            self._say("no_sentences", seed=self.seed, changes=self.changes, error="inspect and open disagree")
        if opened is not None:
            self.opened = True
            self._write(opened.hosted.artifact, opened.hosted.writing)

    def _write(self, artifact: Any, writing: Callable[[list[int]], Any]) -> None:
        """``writing`` lends a session for a prompt, as HostedModel does."""
        from gpt_studio.corpora.documents import Turn
        from gpt_studio.inference.chat_format import chat_prompt
        from gpt_studio.inference.generate import generate
        from gpt_studio.inference.sampling_settings import Sampling
        from gpt_studio.inference.text_stream import stream_text

        def write(ids: list[int]) -> str:
            with writing(ids) as session:
                steps = generate(session, ids, Sampling(max_new_tokens=3, seed=0), artifact.stop_ids)
                return "".join(piece.text for piece in stream_text((step.token for step in steps), artifact.tokenizer))

        def chat() -> str:
            turns = (Turn("user", "the cat"), Turn("assistant", "sat"), Turn("user", "on"))
            length = artifact.config.context_length
            prompt = chat_prompt(artifact.chat_template, artifact.tokenizer, turns, length, 8, artifact.quarantine)
            return write(list(prompt.ids))

        ids = self.step("encode", lambda: artifact.tokenizer.encode("the cat aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"))
        if ids:
            self.step("write", lambda: write(ids))
        if artifact.chat_template is not None:
            self.step("chat", chat)

    def step(self, name: str, do: Callable[[], Any]) -> Any:
        from gpt_studio.core.errors import StudioError

        self._say("step", seed=self.seed, step=name, changes=self.changes)
        before = time.process_time()
        try:
            return do()
        except StudioError as error:
            self.keys.append(error.message.key)
            self._check_sentences([error.message])
        except BaseException:
            self._say(
                "no_sentences", seed=self.seed, step=name, changes=self.changes, error=traceback.format_exc()[-1200:]
            )
        finally:
            self.slowest = max(self.slowest, time.process_time() - before)
        return None

    def _check_sentences(self, messages: Any) -> None:
        for message in messages:
            text = str(message)
            if "Traceback" in text or "\n" in text or len(text) > LONGEST_SENTENCE:
                self._say("no_sentences", seed=self.seed, changes=self.changes, error=text[:300])


class _Guard:
    """An audit hook for writes and programs started outside ``scratch``, with links resolved.

    It reports and prevents them, whether the program or a faulty mutator does them.
    """

    def __init__(self, scratch: Path, report: Callable[..., None]) -> None:
        self._scratch, self._report = f"{os.path.realpath(scratch)}{os.sep}", report
        self.watching = False

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.watching:
            return
        if event == "open":
            path, _, flags = arguments
            if not isinstance(path, int) and isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR):
                self._look(event, os.path.realpath(os.fsdecode(path)))
        elif event in (
            "os.rename",
            "os.remove",
            "os.mkdir",
            "os.rmdir",
            "os.symlink",
            "os.link",
            "os.truncate",
            "os.chmod",
        ):
            name = arguments[1 if event in ("os.symlink", "os.link") else 0]
            if isinstance(name, int):
                return
            path = Path(os.fsdecode(name))
            follows = event in ("os.truncate", "os.chmod")
            self._look(event, os.path.realpath(path if follows else path.parent) + ("" if follows else f"/{path.name}"))
        elif event in ("os.system", "os.exec", "socket.connect", "pty.spawn"):
            self._report(path=f"{event} {arguments!r}"[:300])
        elif event == "subprocess.Popen" and "serve()" not in " ".join(map(str, arguments[1])):
            self._report(path=f"{event} {arguments[1]!r}"[:300])

    def _look(self, event: str, place: str) -> None:
        if not place.startswith(self._scratch) and place != os.devnull and "__pycache__" not in place:
            self._report(path=f"{event} {place}")
            raise PermissionError(f"the mutation run does not let anything write to {place}")


if __name__ == "__main__":
    sys.exit(main())
