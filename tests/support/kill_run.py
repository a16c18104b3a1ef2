"""Kill trainings at random instants and check that nothing is lost: ``python tests/support/kill_run.py [--kills N]``.

This process loads the engine once and forks. Each child is the terminal's ``train --resume --json`` of a very small
model and is ended by SIGKILL at an instant drawn from ``--seed``: before its n-th disk operation (or halfway through
it, if that is a write), after the n-th event that it prints, or after some milliseconds of processor time. The next
child resumes, until one reaches the end. After each kill, and at the end, it is checked that:

- every checkpoint that was reported (CheckpointSaved was printed) and should be kept exists and is intact;
- every folder with a checkpoint's name is intact; the model's folder, once it is a model, can be loaded;
- the weights, the last checkpoint and the curves equal, byte for byte, those of an undisturbed run.

With ``--lora`` the model goes on from another one, and what is killed is the training of an adapter.

Prints the counts as JSON; exits with 1 if a check failed.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

import psutil
from disk_faults import Disk, die

from gpt_studio.hardware.threads import wait_without_long_spinning

STEPS, EVERY, KEPT = 24, 4, 3
TRAIN = (
    *("--model-type", "gpt2", "--layers", "1", "--heads", "2", "--hidden-size", "16", "--context-length", "64"),
    "--no-tied",  # so that bigram_init runs, again in each child until there is a checkpoint
    *("--batch-size", "2", "--accumulation", "2", "--threads", "1", "--device", "cpu", "--precision", "float32"),
    *("--steps", str(STEPS), "--evaluate-every", str(EVERY), "--checkpoint-every", str(EVERY), "--sample-tokens", "4"),
)
ADAPT = (
    *("--method", "lora", "--lora-rank", "2", "--lora-dropout", "0.1", "--context-length", "64", "--batch-size", "2"),
    *("--threads", "1", "--device", "cpu", "--precision", "float32", "--early-stopping", "0"),
    *("--steps", str(STEPS), "--evaluate-every", str(EVERY), "--checkpoint-every", str(EVERY), "--sample-tokens", "4"),
)
WAYS = ("disk", "event", "time")
MOST_DISK, MOST_EVENTS, MOST_SECONDS = 260, 60, 0.45
MOST_LIVES = 60
TOO_SLOW = "seconds of processor time"  # the tokenizer's helper was stopped because the machine is busy: not a failure


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=WAYS, help="how instants are drawn [all]")
    parser.add_argument("--lora", action="store_true", help="train an adapter")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kills-") as scratch:
        sweep = Sweep(
            Path(scratch), random.Random(arguments.seed), arguments.ways, arguments.verbose, lora=arguments.lora
        )
        counts = sweep.run(arguments.kills)
    print(json.dumps(counts, indent=1))
    return 1 if counts["failures"] or counts["lost"] or counts["invalid"] or counts["different"] else 0


class Sweep:
    def __init__(
        self, scratch: Path, chance: random.Random, ways: list[str], verbose: bool, *, lora: bool = False
    ) -> None:
        self.scratch = scratch
        self.chance = chance
        self.ways = ways
        self.verbose = verbose
        self.counts: collections.Counter[str] = collections.Counter()
        self.failures: list[str] = []
        self.references: dict[str, dict[str, Any]] = {}
        self.corpus = _corpus(scratch)
        self.base = _base(scratch, self.corpus) if lora else None

    def run(self, kills: int) -> dict[str, Any]:
        began, number = time.monotonic(), 0
        while self.counts["kills"] < kills:
            folder = self.scratch / f"run-{number}" / "model"
            try:
                self._one_run(folder, kills)
            except Exception:  # reported with the counts
                self.failures.append(f"run {number}: {traceback.format_exc()}")
            shutil.rmtree(folder.parent, ignore_errors=True)
            number += 1
            if self.failures:
                break
        return {
            "seconds": round(time.monotonic() - began),
            **dict.fromkeys(("kills", "runs", "lost", "invalid", "different"), 0),
            **dict(sorted(self.counts.items())),
            "failures": self.failures,
        }

    def _one_run(self, folder: Path, most: int) -> None:
        """Kill and resume one run until a child reaches the end."""
        reported: set[int] = set()
        for _ in range(MOST_LIVES):
            kill = self._draw() if self.counts["kills"] < most else None
            code, lines = self._live(folder, kill)
            reported |= {event["step"] for event in lines if event["event"] == "checkpoint_saved"}
            killed = code == -signal.SIGKILL
            if self.verbose:
                print(kill, code, len(lines), sorted(reported), file=sys.stderr, flush=True)
            if killed:
                assert kill is not None
                self.counts["kills"] += 1
                self.counts[f"kills_{self._phase(folder, lines)}"] += 1
            elif TOO_SLOW in self._said(folder):
                self.counts["helper_too_slow"] += 1
                continue
            elif code != 0:
                raise AssertionError(f"exit {code}: {self._said(folder)}")
            self._look(folder, reported)
            if not killed or _is_finished(folder):
                self._compare(folder)
                self.counts["runs"] += 1
                self.counts["runs_killed_after_their_end"] += killed
                self.counts["checkpoints_reported"] += len(reported)
                return
        raise AssertionError("the run does not come to its end")

    def _draw(self) -> tuple[str, float]:
        way = self.chance.choice(self.ways)
        if way == "disk":
            return way, self.chance.randint(1, MOST_DISK)
        if way == "event":
            return way, self.chance.randint(1, MOST_EVENTS)
        return way, self.chance.uniform(0.0, MOST_SECONDS)

    def _live(self, folder: Path, kill: tuple[str, float] | None) -> tuple[int, list[dict[str, Any]]]:
        """One child: its exit code and the events that it printed."""
        folder.parent.mkdir(parents=True, exist_ok=True)
        told, said = folder.parent / "told", folder.parent / "said"
        place = ("--out", folder, "--home", self.scratch / "home", "--corpus", self.corpus)
        if self.base is not None:
            argv = ["train", *map(str, place), "--base", str(self.base), *ADAPT]
        else:
            argv = ["train", *map(str, place), "--tokenizer", str(self.corpus.parent / "tokenizer"), *TRAIN]
        child = os.fork()
        if child == 0:
            _be_a_child([*argv, "--resume", "--json"], told, said, folder, kill)
        if kill is not None and kill[0] == "time":
            _kill_after(child, kill[1])
        _, status = os.waitpid(child, 0)
        lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
        events = []
        for line in lines:
            with contextlib.suppress(ValueError):  # the last line may be incomplete
                events.append(json.loads(line))
        return os.waitstatus_to_exitcode(status), events

    def _said(self, folder: Path) -> str:
        return (folder.parent / "said").read_text(encoding="utf-8", errors="replace")

    @staticmethod
    def _phase(folder: Path, lines: list[dict[str, Any]]) -> str:
        """The phase in which a child was killed, for the counts."""
        seen = {event["event"] for event in lines}
        if "run_planned" not in seen:
            return "before_training"
        from gpt_studio.core.durable import STAGING

        places = (folder, folder / "training", folder / "training" / "checkpoints")
        if any(path.name.startswith(STAGING) for place in places if place.is_dir() for path in place.iterdir()):
            return "while_saving"
        return "while_training"

    def _look(self, folder: Path, reported: set[int]) -> None:
        from gpt_studio.core.durable import is_intact
        from gpt_studio.training.store.checkpoint import checkpoints

        there = checkpoints(folder)
        sound = {int(path.name.removeprefix("step-")) for path in there if is_intact(path)}
        if len(sound) < len(there):
            self._fail("invalid", f"{folder}: {[path.name for path in there]}, intact {sorted(sound)}")
        if any(path.name.startswith("broken-") for path in (folder / "training/checkpoints").glob("broken-*")):
            self._fail("invalid", f"{folder}: a checkpoint was set aside")
        newest = max(sound, default=0)
        expected = {step for step in sorted(reported)[-KEPT:] if step > newest - KEPT * EVERY}
        if expected - sound or (reported and newest < max(reported)):
            self._fail("lost", f"{folder}: reported {sorted(reported)}, there {sorted(sound)}")
        if (folder / ("config.json" if self.base is None else "adapter_config.json")).exists():
            try:
                self._load(folder)
            except Exception:
                self._fail("invalid", traceback.format_exc())

    def _load(self, folder: Path) -> None:
        from gpt_studio.artifacts.adapters import check_adapter, load_adapter
        from gpt_studio.artifacts.validate import read_config
        from gpt_studio.artifacts.weights import check_weights, load_weights
        from gpt_studio.training.store.checkpoint import check_finite
        from gpt_studio.training.store.recipe import read_recipe, recipe_path

        place = self.base or folder
        model = load_weights(check_weights(place, read_config(place)))
        if self.base is not None:
            load_adapter(check_adapter(folder, model), model)
        check_finite(dict(model.named_parameters()))
        for name in ("tokenizer.json", "tokenizer_config.json", "generation_config.json") if self.base is None else ():
            json.loads((folder / name).read_text(encoding="utf-8"))
        read_recipe(recipe_path(folder))

    def _fail(self, kind: str, words: str) -> None:
        self.counts[kind] += 1
        self.failures.append(f"{kind}: {words}")

    def _compare(self, folder: Path) -> None:
        from tiny_run import outcome

        from gpt_studio.training.store.recipe import read_recipe, recipe_path

        found, done = outcome(folder, STEPS), read_recipe(recipe_path(folder)).resolved
        key = f"{done.attention} {done.precision} {done.threads}"
        if key not in self.references:
            self.references[key] = self._undisturbed(folder)
        for name, expected in self.references[key].items():
            if found[name] != expected:
                self._fail("different", f"{folder}: {name} is not that of an undisturbed run ({key})")

    def _undisturbed(self, folder: Path) -> dict[str, Any]:
        """The outcome of the same recipe without a kill."""
        from tiny_run import outcome

        target = folder.parent / "undisturbed" / "model"
        target.parent.mkdir()
        child = os.fork()
        if child == 0:
            argv = ["train", "--recipe", str(folder / "training/run.toml"), "--out", str(target), "--json"]
            home = ["--home", str(self.scratch / "home")]
            _be_a_child([*argv, *home], target.parent / "told", target.parent / "said", target, None)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) != 0:
            raise AssertionError(self._said(target))
        self.counts["undisturbed_runs"] += 1
        return outcome(target, STEPS)


def _be_a_child(argv: list[str], told: Path, said: Path, folder: Path, kill: tuple[str, float] | None) -> None:
    """Run the terminal program in this forked process and end it."""
    code = 70
    try:
        for stream, path in ((1, told), (2, said)):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
        code = _terminal(argv, folder, kill)
        sys.stdout.flush()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _terminal(argv: list[str], folder: Path, kill: tuple[str, float] | None) -> int:
    from gpt_studio.cli import display
    from gpt_studio.cli.program import parse, run_command
    from gpt_studio.training.run import loop

    loop.EVENT_SECONDS = 0.0
    way, number = kill or ("", 0)
    if way == "event":
        write, left = display.JsonLines.write, [number]

        def counted(self: display.JsonLines, value: Any) -> None:
            write(self, value)
            left[0] -= 1
            if left[0] == 0:
                die()

        display.JsonLines.write = counted  # type: ignore[method-assign]
    with Disk(folder, die, at=int(number) if way == "disk" else 0).watched():
        return run_command(parse(argv))


def _is_finished(folder: Path) -> bool:
    from gpt_studio.training.store.result import read_result

    result = read_result(folder)
    return result is not None and result.finished


def _kill_after(child: int, seconds: float) -> None:
    """Kill ``child`` after ``seconds`` of processor time, which a busy machine does not change."""
    while psutil.pid_exists(child):
        with contextlib.suppress(psutil.Error):
            process = psutil.Process(child)
            if process.status() == psutil.STATUS_ZOMBIE:
                return
            used = process.cpu_times()
            if used.user + used.system >= seconds:
                process.kill()
                return
        time.sleep(0.002)


def _corpus(scratch: Path) -> Path:
    """A small text, and a tokenizer of it."""
    path = scratch / "material" / "text.txt"
    path.parent.mkdir()
    path.write_text("".join(f"The fox number {n * n % 97} runs to the river. " for n in range(600)), encoding="utf-8")
    argv = ["tokenizer", "train", "--corpus", str(path), "--vocab-size", "300"]
    _prepared(scratch, [*argv, "--out", str(path.parent / "tokenizer")])
    return path


def _base(scratch: Path, corpus: Path) -> Path:
    """A model to go on from."""
    folder = scratch / "material" / "base"
    argv = ["train", "--corpus", str(corpus), "--tokenizer", str(corpus.parent / "tokenizer"), *TRAIN]
    _prepared(scratch, [*argv, "--out", str(folder)])
    return folder


def _prepared(scratch: Path, argv: list[str]) -> None:
    child = os.fork()
    if child == 0:
        argv = [*argv, "--home", str(scratch / "home")]
        _be_a_child(argv, scratch / "told", scratch / "said", scratch / "none", None)
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise AssertionError((scratch / "said").read_text(encoding="utf-8"))


def load_the_engine() -> None:
    """Import what every child needs. Nothing is computed, because a fork would lose the threads that this starts."""
    wait_without_long_spinning()
    from gpt_studio.cli import train  # noqa: F401


if __name__ == "__main__":
    load_the_engine()
    sys.exit(main())
