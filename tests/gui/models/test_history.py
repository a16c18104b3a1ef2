"""How a model learnt: its curves and samples, and other runs laid over it."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLabel, QPushButton, QTextBrowser, QToolButton
from tiny_folders import byte_level_tokenizer, save_tiny
from tiny_run import TinyRuns, Watcher

from gpt_studio.corpora.corpus import Corpus
from gpt_studio.jobs.training import train_model
from gpt_studio.jobs.training.train_model import TrainModel
from gpt_studio.training.store.metrics import METRICS, read_metrics
from gpt_studio.training.store.recipe import recipe_path
from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.plots.compare_plot import STYLES
from gpt_studio.ui.plots.plot_canvas import PlotCanvas
from gpt_studio.ui.plots.plot_export import PICTURE_SIZE
from gpt_studio.ui.plots.plot_panel import PlotPanel
from gpt_studio.ui.state.handover import ChatWith, ContinueTraining, ShowModel
from gpt_studio.ui.tabs.models.tab import ModelsTab
from gpt_studio.ui.widgets.notice import Notice


@pytest.fixture(scope="session")
def trained(tmp_path_factory) -> Path:
    """Two runs on one text, one on another, trained for real."""
    place = tmp_path_factory.mktemp("histories")
    runs = TinyRuns(place / "runs").prepare()
    other = place / "crows.txt"
    other.write_text("\n".join(f"Crow {n} sits on branch {n * 7 % 31}." for n in range(400)))

    def train(request: TrainModel) -> None:
        train_model.run(request, Watcher().context)

    train(runs.request(place / "Quick"))
    train(runs.request(place / "Slow", steps=16, learning_rate=1e-5))
    train(replace(runs.request(place / "Crows"), corpus=Corpus("crows", (str(other),))))
    return place


@pytest.fixture
def put(home, trained) -> Callable[..., Path]:
    def place(source: str, name: str = "") -> Path:
        return Path(shutil.copytree(trained / source, home.models / (name or source)))

    return place


@pytest.fixture
def show(make_tab, qtbot, runner) -> Callable[[], ModelsTab]:
    def made() -> ModelsTab:
        tab = make_tab(ModelsTab)
        qtbot.waitUntil(lambda: not runner.busy)
        return tab

    return made


@pytest.fixture
def open_history(show, find, qtbot, runner) -> Callable[[str], ModelsTab]:
    """Opens the tab, and the history of a model by the button on its card."""

    def opened(name: str) -> ModelsTab:
        tab = show()
        press(tab, find, name)
        qtbot.waitUntil(lambda: not runner.busy, timeout=60_000)
        return tab

    return opened


@pytest.fixture
def compare(find, qtbot, runner) -> Callable[..., PlotPanel]:
    """Ticks runs in the open comparison, and gives its plot."""

    def compared(tab: ModelsTab, *names: str) -> PlotPanel:
        click(find(tab, "history_view_compare", QToolButton), qtbot)
        for name in names:
            find(tab, f"compare_run_{name}", QCheckBox).click()
        qtbot.waitUntil(lambda: not runner.busy)
        QApplication.processEvents()
        return plot(tab)

    return compared


def press(tab: ModelsTab, find, name: str) -> None:
    find(find(tab, f"model_card_{name}"), "model_history", QToolButton).click()


def click(widget, qtbot) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def plot(tab: ModelsTab) -> PlotPanel:
    """The plot of the comparison that is shown; the one before it may wait for its deletion."""
    (shown,) = [panel for panel in tab.findChildren(PlotPanel, "compare_plot") if not panel.isHidden()]
    return shown


def said(tab: ModelsTab, find, name: str) -> str:
    return find(tab, name, QLabel).text()


def recorded(folder: Path, kind: str) -> list[dict]:
    return [each for each in read_metrics(folder / "training" / METRICS) if each["event"] == kind]


def add_sample(folder: Path, *, step: int, text: str) -> None:
    """Put a sample behind the record of ``step``."""
    metrics = folder / "training" / METRICS
    lines = metrics.read_text(encoding="utf-8").splitlines()
    lines.insert(step, json.dumps({"event": "sample_written", "step": step, "prompt": "The", "text": text}))
    metrics.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_model_shows_its_curves_its_samples_and_how_it_was_trained(open_history, put, find, qtbot):
    folder = put("Quick")
    add_sample(folder, step=1, text=" fox number")
    tab = open_history("Quick")
    steps, measured = recorded(folder, "step_done"), recorded(folder, "evaluated")
    loss, bits = find(tab, "history_plot_loss", PlotPanel), find(tab, "history_plot_bits", PlotPanel)
    assert loss.isVisible()
    assert loss.curves[0].series.values.tolist() == [each["loss"] for each in steps]
    assert bits.curves[0].series.values.tolist() == [each["bits_per_byte"] for each in measured]
    assert (
        f"Held out {measured[-1]['bits_per_byte']:.3f}" == find(tab, "history_plot_bits_bits_per_byte", QLabel).text()
    )
    written = recorded(folder, "sample_written")
    shown = find(tab, "history_sample_text", QTextBrowser)
    assert len(written) == 2
    assert shown.toPlainText().startswith(written[-1]["prompt"])
    click(find(tab, "history_sample_earlier", QToolButton), qtbot)
    assert shown.toPlainText() == "The fox number"
    facts = said(tab, find, "history_facts")
    result = json.loads((folder / "training" / "result.json").read_text())
    for fact in ("parameters", "foxes", "tokenizer “tokenizer”", "12 steps", f"{result['bits_per_byte']:.3f} bits"):
        assert fact in facts


def test_chat_and_train_further_go_on_with_the_model_that_is_shown(open_history, put, find, qtbot):
    folder = put("Quick")
    tab = open_history("Quick")
    wishes = []
    tab.asked.connect(wishes.append)
    click(find(tab, "history_chat", QPushButton), qtbot)
    click(find(tab, "history_train", QPushButton), qtbot)
    assert wishes == [ChatWith(folder), ContinueTraining(folder)]


def test_the_keyboard_opens_the_page_turns_it_and_goes_back_to_the_card(show, put, find, qtbot, runner):
    put("Quick")
    tab = show()
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    button = find(tab, "model_history", QToolButton)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not runner.busy)
    chosen = find(tab, "history_view_curves", QToolButton)
    qtbot.waitUntil(chosen.hasFocus)
    qtbot.keyClick(chosen, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: not runner.busy and plot(tab).isVisible())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert button.isVisible()
    assert button.hasFocus()
    assert not find(tab, "history_chat").isVisible()
    assert find(tab, "models_train").isVisible()


def test_a_model_from_elsewhere_says_in_a_sentence_that_nothing_was_recorded(open_history, home, find):
    save_tiny(home.models / "Heron", "gpt2", byte_level_tokenizer(), None)
    tab = open_history("Heron")
    assert find(tab, "history_empty").isVisible()
    assert not find(tab, "history_view").isVisible()
    assert not find(tab, "models_notice", Notice).isVisible()
    words = [each.text() for each in find(tab, "history_empty").findChildren(QLabel)]
    assert "This model was not trained here, so nothing was recorded of how it learnt." in words


def test_a_run_whose_history_was_deleted_says_which_file_is_missing(open_history, put, find):
    (put("Quick") / "training" / METRICS).unlink()
    tab = open_history("Quick")
    words = " ".join(each.text() for each in find(tab, "history_empty").findChildren(QLabel))
    assert "training/metrics.jsonl is missing" in words


def test_the_next_model_shows_nothing_of_the_one_before(open_history, put, home, find, qtbot, runner):
    put("Quick")
    save_tiny(home.models / "Heron", "gpt2", byte_level_tokenizer(), None)
    tab = open_history("Quick")
    find(tab, "history_view_compare", QToolButton).click()
    click(find(tab, "models_all", QPushButton), qtbot)
    press(tab, find, "Heron")
    qtbot.waitUntil(lambda: not runner.busy)
    assert find(tab, "history_empty").isVisible()
    assert not find(tab, "history_plot_loss").isVisible()
    click(find(tab, "models_all", QPushButton), qtbot)
    press(tab, find, "Quick")
    qtbot.waitUntil(lambda: not runner.busy)
    assert find(tab, "history_plot_loss").isVisible()


def test_runs_lie_over_each_other_under_their_names(open_history, compare, put, find):
    folders = [put("Quick"), put("Slow")]
    panel = compare(open_history("Quick"), "Slow")
    assert [curve.name for curve in panel.curves] == ["Quick", "Slow"]
    for folder, curve in zip(folders, panel.curves, strict=True):
        measured = recorded(folder, "evaluated")
        assert curve.series.steps.tolist() == [each["step"] for each in measured]
        assert curve.series.values.tolist() == [each["bits_per_byte"] for each in measured]
        last = f"{folder.name} {measured[-1]['bits_per_byte']:.3f}"
        assert find(panel, f"compare_plot_{folder.name}", QLabel).text() == last
    assert not find(panel.window(), "compare_remark").isVisible()


def test_curves_are_drawn_against_steps_time_or_tokens(open_history, compare, put, find, qtbot):
    folder = put("Quick")
    put("Slow")
    tab = open_history("Quick")
    compare(tab, "Slow")
    measured = recorded(folder, "evaluated")
    expected = {
        "time": [each["elapsed"] for each in measured],
        "tokens": [each["step"] * 2 * 64 for each in measured],
        "steps": [each["step"] for each in measured],
    }
    named = {"time": "seconds of training", "tokens": "tokens read", "steps": "step"}
    for against, places in expected.items():
        click(find(tab, f"compare_across_{against}", QToolButton), qtbot)
        assert plot(tab).curves[0].series.steps.tolist() == pytest.approx(places)
        assert find(plot(tab), "compare_plot_across", QLabel).text() == named[against]


def test_a_value_is_read_under_the_pointer(open_history, compare, put, find, qtbot):
    put("Quick")
    tab = open_history("Quick")
    compare(tab)
    click(find(tab, "compare_across_tokens", QToolButton), qtbot)
    canvas = find(plot(tab), "compare_plot_canvas", PlotCanvas)
    canvas.sceneObj.sigMouseMoved.emit(canvas.getViewBox().mapViewToScene(QPointF(520, canvas.viewRange()[1][0])))
    assert find(plot(tab), "compare_plot_step", QLabel).text() == "after 512 tokens"


def test_different_texts_are_said_to_be_incomparable(open_history, compare, put, find):
    put("Quick")
    put("Crows")
    tab = open_history("Quick")
    compare(tab, "Crows")
    assert find(tab, "compare_remark").isVisible()
    assert "different texts" in said(tab, find, "compare_remark")
    find(tab, "compare_run_Crows", QCheckBox).click()


def test_a_run_without_measurements_is_named(open_history, compare, put, find):
    put("Quick")
    (put("Slow") / "training" / METRICS).unlink()
    tab = open_history("Quick")
    panel = compare(tab, "Slow")
    assert [curve.name for curve in panel.curves] == ["Quick"]
    assert said(tab, find, "compare_remark") == "Nothing was measured for “Slow”."


def test_a_run_whose_recipe_is_gone_has_no_place_among_tokens_and_says_so(open_history, compare, put, find, qtbot):
    put("Quick")
    tab = open_history("Quick")
    recipe_path(tab.home.models / "Quick").unlink()
    compare(tab)
    click(find(tab, "compare_across_tokens", QToolButton), qtbot)
    assert len(plot(tab).curves[0].series) == 0
    assert said(tab, find, "compare_remark") == "How much “Quick” had read is not recorded."


def test_no_more_runs_can_be_ticked_than_can_be_told_apart(open_history, compare, put, find):
    put("Quick")
    names = [f"Run {number}" for number in range(len(STYLES) + 1)]
    for name in names:
        put("Slow", name)
    tab = open_history("Quick")
    boxes = {name: find(tab, f"compare_run_{name}", QCheckBox) for name in names}
    compare(tab, *names[: len(STYLES) - 1])
    assert [name for name in names if not boxes[name].isEnabled()] == names[len(STYLES) - 1 :]
    assert len(plot(tab).curves) == len(STYLES)
    boxes[names[0]].click()
    assert all(box.isEnabled() for box in boxes.values())


def test_the_next_model_is_compared_with_none_at_first(open_history, compare, put, find, qtbot, runner):
    for name in ("Quick", "Slow", "Crows"):
        put(name)
    tab = open_history("Quick")
    compare(tab, "Slow")
    click(find(tab, "models_all", QPushButton), qtbot)
    press(tab, find, "Crows")
    qtbot.waitUntil(lambda: not runner.busy)
    assert [curve.name for curve in compare(tab).curves] == ["Crows"]
    assert not find(tab, "compare_run_Slow", QCheckBox).isChecked()


def test_curves_can_be_told_apart_without_their_colours():
    assert len({style.mark for style in STYLES}) == len({style.dash for style in STYLES}) == len(STYLES)
    assert len({style.colour for style in STYLES}) == len(STYLES)


def test_runs_of_the_same_text_are_offered_first_and_the_shown_one_is_not(open_history, put, find):
    for name in ("Quick", "Slow", "Crows"):
        put(name)
    tab = open_history("Quick")
    offered = sorted(find(tab, "compare_runs").findChildren(QCheckBox), key=lambda box: box.parentWidget().y())
    assert {box.accessibleName() for box in offered} == {"Slow", "Crows"}
    assert find(tab, "compare_runs").findChildren(QCheckBox)[0].accessibleName() == "Slow"


def test_without_another_run_the_comparison_says_how_to_get_one(open_history, compare, put, find):
    put("Quick")
    tab = open_history("Quick")
    assert len(compare(tab).curves) == 1
    assert "Train a second model" in said(tab, find, "compare_help")


@pytest.mark.parametrize("kind", ["png", "svg", "csv"])
def test_a_comparison_is_saved_where_the_person_says(open_history, compare, put, find, tmp_path, qtbot, runner, kind):
    folder = put("Quick")
    put("Slow")
    tab = open_history("Quick")
    panel = compare(tab, "Slow")
    find(panel, f"compare_plot_export_{kind}", QAction).trigger()
    dialog = find(tab, "plot_export_dialog", QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(f"both.{kind}")
    dialog.accept()
    qtbot.waitUntil(lambda: not runner.busy)
    written = tmp_path / f"both.{kind}"
    assert "Saved as" in find(tab, "models_notice", Notice).text
    if kind == "png":
        image = QImage(str(written))
        assert image.size() == PICTURE_SIZE
        for style in STYLES[: len(panel.curves)]:
            assert pixels(image, tokens().series[style.colour]) > 200
    elif kind == "svg":
        assert all(f">{words}<" in written.read_text(encoding="utf-8") for _, words in panel.legend)
    else:
        rows = {row["step"]: row for row in csv.DictReader(written.read_text(encoding="utf-8").splitlines())}
        for each in recorded(folder, "evaluated"):
            assert float(rows[str(each["step"])]["Quick"]) == each["bits_per_byte"]
        assert rows["16"]["Quick"] == ""


def pixels(image: QImage, colour: str) -> int:
    wanted = QColor(colour).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(0, image.width(), 2) for y in range(0, image.height(), 2))


def test_what_the_model_learns_meanwhile_is_shown(open_history, put, find, qtbot, runner):
    folder = put("Quick")
    tab = open_history("Quick")
    metrics = folder / "training" / METRICS
    line = json.dumps(recorded(folder, "step_done")[-1] | {"step": 13, "loss": 0.5})
    metrics.write_text(metrics.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    result = folder / "training" / "result.json"
    result.write_text(json.dumps(json.loads(result.read_text()) | {"steps": 13, "total_steps": 13}))
    tab.library.models.renew()
    series = find(tab, "history_plot_loss", PlotPanel).curves[0].series
    qtbot.waitUntil(lambda: not runner.busy and series.steps[-1] == 13)
    assert "13 steps" in said(tab, find, "history_facts")


def test_a_model_that_goes_takes_its_page_with_it(open_history, put, find, qtbot, runner):
    folder = put("Quick")
    put("Slow")
    tab = open_history("Quick")
    shutil.rmtree(folder)
    tab.library.models.renew()
    qtbot.waitUntil(lambda: find(tab, "model_card_Slow").isVisible())
    assert not find(tab, "history_chat").isVisible()


def test_being_asked_for_a_model_leaves_the_page(open_history, put, find):
    put("Quick")
    folder = put("Slow")
    tab = open_history("Quick")
    tab.receive(ShowModel(folder))
    assert find(tab, "model_card_Slow").property("look") == "card_selected"
    assert find(tab, "model_card_Slow").isVisible()


def test_a_long_history_is_read_beside_the_window_and_drawn_in_no_time(open_history, put, find, qtbot, runner):
    folder = put("Quick")
    record = recorded(folder, "step_done")[-1]
    lines = [json.dumps(record | {"step": number, "loss": 5 - number / 50_000}) for number in range(1, 100_001)]
    (folder / "training" / METRICS).write_text("\n".join(lines) + "\n", encoding="utf-8")
    tab = open_history("Quick")
    loss = find(tab, "history_plot_loss", PlotPanel)
    assert loss.isVisible()
    assert len(loss.curves[0].series) == 100_000
    drawn = sum(len(line.drawn.line[0]) for line in loss.canvas._lines)
    assert drawn < 4 * loss.width()
