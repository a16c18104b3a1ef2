"""How much the window slows a training, and how late the window responds during one.

    python tests/benchmarks/window.py --corpus FILE [--pairs 3] [--preset tiny] [--steps 250]
    python tests/benchmarks/window.py --corpus FILE --lateness [--preset tiny] [--seconds 20]

The first command trains alternately in the window (showing the Training tab) and, with the recipe of the window's run,
with `gpt-studio train`. It compares the median step, from the history that every run writes, and the time from the
first step to the last evaluation. The second makes a timer due every 4 ms in the window's event loop during a training,
and prints how late it was handled: while nothing is done, while the pointer moves over the plots, and while tabs are
changed. The window is drawn offscreen; QT_QPA_PLATFORM=xcb draws it on a display.
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).resolve().parents[1] / "support")]

VOCABULARY, THREADS = 1024, 2
PULSE_MS, POINTER_MS, TAB_MS = 4, 16, 500
CORPUS, TOKENIZER, WINDOW, TERMINAL = "Text", "Pieces", "By the window", "By the terminal"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--preset", default="tiny")
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--steps", type=int, default=250)
    parser.add_argument("--lateness", action="store_true")
    parser.add_argument("--seconds", type=int, default=20, help="how long lateness is measured in each situation")
    parser.add_argument("--worker", choices=_WORKERS)
    parser.add_argument("--home", type=Path)
    chosen = parser.parse_args()
    if chosen.worker:
        print(json.dumps(_WORKERS[chosen.worker](chosen)))
        return
    from pairs import compare_all, measured

    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        make_home(home, chosen.corpus)
        me = [__file__, "--corpus", str(chosen.corpus.absolute()), "--home", str(home), "--preset", chosen.preset]
        me += ["--steps", str(chosen.steps), "--seconds", str(chosen.seconds)]
        if chosen.lateness:
            for situation, (median, usual, worst, busy) in measured([*me, "--worker", "lateness"]).items():
                late = f"late by {median:.1f} ms (median), {usual:.1f} (99th percentile), {worst:.1f} (worst)"
                print(f"{situation}: {late}; the window's thread worked {busy:.1%} of the time")
            return
        window, terminal = [*me, "--worker", "window"], [*me, "--worker", "terminal"]
        compare_all("the window against the terminal", window, terminal, ("step ms", "run s"), chosen.pairs)


def make_home(root: Path, corpus: Path) -> None:
    """Make a home with the corpus and the tokenizer that both kinds of run use."""
    from gpt_studio.core.paths import Home
    from gpt_studio.corpora.corpus import Corpus, write_corpus

    home = Home(root)
    home.corpora.mkdir(parents=True)
    write_corpus(home.corpora / f"{CORPUS}.toml", Corpus(CORPUS, (str(corpus.absolute()),)))
    folder = home.tokenizers / TOKENIZER
    run_program(
        "tokenizer", "train", "--corpus", corpus.absolute(), "--vocab-size", VOCABULARY, "--out", folder, home=root
    )


def run_program(*arguments: object, home: Path) -> None:
    command = [sys.executable, "-m", "gpt_studio", "--home", str(home), *map(str, arguments)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def by_terminal(chosen: argparse.Namespace) -> dict[str, Any]:
    """Repeat the recipe of the window's newest run in the terminal."""
    from gpt_studio.training.store.recipe import recipe_path

    folder = unused_folder(chosen.home, TERMINAL)
    runs = [recipe_path(run) for run in (chosen.home / "models").glob(f"{WINDOW}*")]
    recipe = max(filter(Path.exists, runs), key=lambda path: path.stat().st_mtime)
    run_program("train", "--recipe", recipe, "--out", folder, home=chosen.home)
    return figures_of(folder)


def by_window(chosen: argparse.Namespace) -> dict[str, Any]:
    from PySide6.QtCore import QEventLoop

    person, runner = opened_window(chosen.home)
    folder = unused_folder(chosen.home, WINDOW)
    fill_in(person, chosen.preset, chosen.steps, folder.name)
    loop = QEventLoop()
    runner.idle.connect(loop.quit)
    person.click("training_start")
    person.wait_until(lambda: person.find("training_pause").isEnabled())
    began, worked = time.perf_counter(), time.thread_time()
    loop.exec()
    busy = (time.thread_time() - worked) / (time.perf_counter() - began)
    person.wait_until(lambda: person.text("training_phase") == "Finished")
    close(person, runner)
    return figures_of(folder) | {"busy": f"the window's thread worked {busy:.1%} of the time"}


def lateness(chosen: argparse.Namespace) -> dict[str, Any]:
    from pulse import Pulse
    from window_person import let_the_window_work

    person, runner = opened_window(chosen.home)
    fill_in(person, chosen.preset, 1_000_000, unused_folder(chosen.home, WINDOW).name)
    person.click("training_start")
    person.wait_until(lambda: person.find("training_pause").isEnabled())
    let_the_window_work(3000)
    found = {}
    for situation, (every_ms, act) in situations(person).items():
        restless = repeated(every_ms, act) if act is not None else None
        pulse, began, worked = Pulse(PULSE_MS), time.perf_counter(), time.thread_time()
        let_the_window_work(chosen.seconds * 1000)
        pulse.stop()
        busy = (time.thread_time() - worked) / (time.perf_counter() - began)
        if restless is not None:
            restless.stop()
        found[situation] = [*map(pulse.percentile, (50, 99, 100)), busy]
    person.click("navigate_training")
    person.click("training_stop")
    person.wait_until(lambda: person.window.tab(stage()).busy() is None)
    close(person, runner)
    return found


def situations(person: Any) -> dict[str, tuple[int, Callable[[], None] | None]]:
    """The actions during the training, and how often each is done."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    from gpt_studio.ui.state.handover import Stage

    canvas = person.find("training_plot_loss_canvas").viewport()
    across = itertools.cycle([*range(60, canvas.width() - 20, 3), *range(canvas.width() - 20, 60, -3)])
    in_turn = [*(each for each in Stage if each is not Stage.TRAINING), Stage.TRAINING]
    # Found beforehand, because finding a widget by name takes milliseconds in the window's thread.
    buttons = itertools.cycle([person.find(f"navigate_{each.value}") for each in in_turn])

    def point() -> None:
        QTest.mouseMove(canvas, QPoint(next(across), canvas.height() // 2))

    def turn() -> None:
        QTest.mouseClick(next(buttons), Qt.MouseButton.LeftButton)

    return {"watching": (0, None), "pointing at a plot": (POINTER_MS, point), "changing tabs": (TAB_MS, turn)}


def repeated(every_ms: int, act: Callable[[], None]) -> Any:
    from PySide6.QtCore import QTimer

    timer = QTimer()
    timer.timeout.connect(act)
    timer.start(every_ms)
    return timer


def opened_window(home: Path) -> tuple[Any, Any]:
    """A Person at a window as the program opens it, with the Training tab shown, and its Runner."""
    from gpt_studio.hardware.memory import share_one_heap
    from gpt_studio.hardware.threads import wait_without_long_spinning

    wait_without_long_spinning()
    share_one_heap()
    from PySide6.QtCore import QLocale
    from PySide6.QtWidgets import QApplication
    from window_person import Person, open_window

    from gpt_studio.ui.look.theme import Theme, ThemeChoice
    from gpt_studio.ui.state.worker import Runner

    app = QApplication([])
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    theme = Theme(app)
    theme.setParent(app)
    theme.choose(ThemeChoice.LIGHT)
    runner = Runner(app)
    runner.crashed.connect(sys.exit)
    person = Person(open_window(home, home.parent / "settings.ini", runner))
    person.click("navigate_training")
    return person, runner


def fill_in(person: Any, preset: str, steps: int, name: str) -> None:
    from PySide6.QtWidgets import QComboBox

    from gpt_studio.models.presets import PRESETS

    for kind, words in (("corpus", CORPUS), ("tokenizer", TOKENIZER)):
        person.wait_until(
            lambda kind=kind, words=words: person.find(f"training_{kind}", QComboBox).currentText() == words
        )
    person.click("training_more_toggle")
    person.choose("training_preset", PRESETS[preset].label)
    person.click("training_length_steps")
    person.write("training_length_in_steps", str(steps))
    person.write("training_name", name)
    person.click("training_advanced_toggle")
    person.click("training_setting_threads_automatic")
    person.write("training_setting_threads", str(THREADS))
    person.click("training_advanced_toggle")


def close(person: Any, runner: Any) -> None:
    runner.wait_for_all()
    person.window.close()


def stage() -> Any:
    from gpt_studio.ui.state.handover import Stage

    return Stage.TRAINING


def unused_folder(home: Path, name: str) -> Path:
    from gpt_studio.core.naming import unused

    return unused(home / "models" / name)


def figures_of(folder: Path) -> dict[str, Any]:
    """Median milliseconds per step, and seconds from the first step to the last evaluation."""
    from gpt_studio.artifacts.checkpoint_folders import TRAINING
    from gpt_studio.training.store.metrics import METRICS, read_metrics
    from gpt_studio.training.store.recipe import read_recipe, recipe_path

    records = list(read_metrics(folder / TRAINING / METRICS))
    elapsed = [record["elapsed"] for record in records if record["event"] == "step_done"]
    measured = [record["elapsed"] for record in records if record["event"] == "evaluated"]
    steps = [after - before for before, after in itertools.pairwise(elapsed)]
    resolved = read_recipe(recipe_path(folder)).resolved
    return {
        "step ms": statistics.median(steps) * 1000,
        "run s": max(measured) - elapsed[0],
        "chosen": f"{resolved.attention} attention",
    }


_WORKERS: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {
    "window": by_window,
    "terminal": by_terminal,
    "lateness": lateness,
}

if __name__ == "__main__":
    main()
