"""Stop one training at 50 points in four ways, and compare: ``python tests/support/stop_run.py [--points N]``.

A very small run is repeated from its recipe. At a random step it is paused and resumed, or stopped (and saved), or
killed by SIGKILL, or its window is closed (the worker thread of the window is asked to end and waited for); then, in a
new process, it goes on to its end. Weights, the last checkpoint, its optimizer and both curves must equal, byte for
byte, those of an undisturbed run. Half of the points are in runs with accumulation, a third in bfloat16. Prints the
counts as JSON; exits with 1 if anything differs.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import random
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from disk_faults import die
from tiny_run import TinyRuns, Watcher, outcome

from gpt_studio.core.events import Event
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.training import train_model
from gpt_studio.jobs.training.train_model import RepeatTraining, ResumeTraining
from gpt_studio.training.events import Paused, StepDone
from gpt_studio.training.run import loop
from gpt_studio.training.store.recipe import recipe_path

STEPS = 24
CRASHED = 70
WAYS = ("pause", "stop", "kill", "close")
KINDS: tuple[dict[str, Any], ...] = (
    {"accumulation": 1, "precision": "float32"},
    {"accumulation": 3, "precision": "float32", "optimizer": "adamw"},
    {"accumulation": 2, "precision": "bfloat16"},
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--points", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    loop.EVENT_SECONDS = 0.0
    chance, counts = random.Random(arguments.seed), collections.Counter[str]()
    different: list[str] = []
    with tempfile.TemporaryDirectory(prefix="stops-") as scratch:
        runs = TinyRuns(Path(scratch)).prepare()
        wholes = [_undisturbed(runs, number, kind) for number, kind in enumerate(KINDS)]
        for point in range(arguments.points):
            way, step = WAYS[point % len(WAYS)], chance.randint(1, STEPS - 1)
            whole = chance.choice(wholes)
            folder = runs.root / f"point-{point}" / "model"
            interrupted = in_a_child(_interrupted, runs, whole, folder, way, step)
            while interrupted == CRASHED and not recipe_path(folder).exists():  # a helper was too slow to begin
                counts["did not begin"] += 1
                interrupted = in_a_child(_interrupted, runs, whole, folder, way, step)
            counts[f"{way}: ended by itself" if interrupted == 0 else f"{way}: gone on in a new process"] += 1
            if interrupted != 0 and in_a_child(_resumed, runs, folder) != 0:
                different.append(f"{way} at {step}: could not go on")
                continue
            found, expected = outcome(folder, STEPS), outcome(whole, STEPS)
            different += [f"{way} at {step}: {name}" for name in expected if found[name] != expected[name]]
            shutil.rmtree(folder.parent)
    print(json.dumps({"points": arguments.points, **dict(sorted(counts.items())), "different": different}, indent=1))
    return 1 if different else 0


def in_a_child(work: Callable[..., int], *what: Any) -> int:
    """Run ``work`` in a forked process and return its exit code. This process computes nothing, so it can be forked."""
    child = os.fork()
    if child == 0:
        code = CRASHED
        try:
            code = work(*what)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _undisturbed(runs: TinyRuns, number: int, kind: dict[str, Any]) -> Path:
    request = runs.request(runs.root / f"whole-{number}" / "model", steps=STEPS, **kind)

    def work() -> int:
        train_model.run(request, JobContext())
        return 0

    if in_a_child(work) != 0:
        raise SystemExit("the undisturbed run failed")
    return request.folder


def _interrupted(runs: TinyRuns, whole: Path, folder: Path, way: str, step: int) -> int:
    """Interrupt a repeated run at ``step``. Returns 0 if it reached its end, 3 if it is to be resumed."""
    request = RepeatTraining(recipe_path(whole), folder, runs.cache)
    if way == "close":
        return _closed(request, step)

    def act(event: Event, context: JobContext) -> None:
        if isinstance(event, StepDone) and event.step == step:
            {"pause": context.pause, "stop": context.cancel, "kill": die}[way]()
        elif isinstance(event, Paused):
            context.resume()

    return 0 if train_model.repeat(request, Watcher(act).context).finished else 3


def _closed(request: RepeatTraining, step: int) -> int:
    """End the run as a closing window does: the Runner stops the worker thread and waits for it."""
    from PySide6.QtCore import QCoreApplication

    from gpt_studio.ui.state.worker import Runner

    application = QCoreApplication([])
    runner = Runner()

    def see(event: Event) -> None:
        if isinstance(event, StepDone) and event.step == step:
            runner.wait_for_all()
            application.exit(3)

    runner.start(
        train_model.repeat,
        request,
        on_event=see,
        on_result=lambda _: application.exit(0),
        on_error=lambda problem: application.exit(1),
    )
    return application.exec()


def _resumed(runs: TinyRuns, folder: Path) -> int:
    if (folder / "training" / "result.json").is_file() and _is_finished(folder):
        return 0
    return 0 if train_model.resume(ResumeTraining(folder, runs.cache), JobContext()).finished else 1


def _is_finished(folder: Path) -> bool:
    return bool(json.loads((folder / "training" / "result.json").read_text(encoding="utf-8"))["finished"])


if __name__ == "__main__":
    sys.exit(main())
