from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QProgressBar, QPushButton, QScrollArea

from gpt_studio.core.folder_lock import FolderLock
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.jobs.training import train_model
from gpt_studio.models.registry import SUPPORTED
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.events import CheckpointSaved
from gpt_studio.training.settings import TrainingSettings
from gpt_studio.ui.look.text import short_count
from gpt_studio.ui.state.handover import ChatWith, ContinueTraining, ShowModel, TrainModelWith
from gpt_studio.ui.tabs.models.checkpoint_dialog import CheckpointDialog
from gpt_studio.ui.tabs.models.export_dialog import ExportDialog
from gpt_studio.ui.tabs.models.model_card import ModelCard
from gpt_studio.ui.tabs.models.tab import ModelsTab
from gpt_studio.ui.tabs.models.words import architecture
from gpt_studio.ui.widgets.two_line_list import TwoLineList

TEXT = "The heron stood by the river and waited for the small silver fish.\n" * 60
SHAPE = ModelShape(model_type="gpt2", layers=1, heads=2, hidden_size=16, context_length=16)


@pytest.fixture(scope="session")
def models(tmp_path_factory) -> Path:
    """A folder with a finished model and one whose training was stopped, both trained for real."""
    place = tmp_path_factory.mktemp("models")
    (place / "heron.txt").write_text(TEXT)
    corpus = Corpus("Heron", (str(place / "heron.txt"),))

    def train(name: str, stop_at: int) -> None:
        context = JobContext(lambda event: stop(event))

        def stop(event: object) -> None:
            if isinstance(event, CheckpointSaved) and event.step == stop_at:
                context.cancel()

        settings = TrainingSettings(
            steps=4, checkpoint_every=2, batch_size=2, threads=1, sample_tokens=1, precision="float32", device="cpu"
        )
        request = train_model.TrainModel(place / name, corpus, settings, place / "cache", shape=SHAPE)
        train_model.run(request, context)

    train("Finished", stop_at=-1)
    train("Stopped", stop_at=2)
    return place


@pytest.fixture
def put(home, models) -> Callable[..., Path]:
    """A function that copies one of the trained models into the home."""

    def place(source: str, name: str = "") -> Path:
        return Path(shutil.copytree(models / source, home.models / (name or source)))

    return place


@pytest.fixture
def show(make_tab, qtbot, runner) -> Callable[[], ModelsTab]:
    def made() -> ModelsTab:
        tab = make_tab(ModelsTab)
        qtbot.waitUntil(lambda: not runner.busy)
        return tab

    return made


@pytest.fixture
def file_manager() -> Iterator[list[QUrl]]:
    """The URLs that the system was asked to open."""

    class Manager(QObject):
        opened: list[QUrl]

        @Slot(QUrl)
        def open(self, url: QUrl) -> None:
            self.opened.append(url)

    manager = Manager()
    manager.opened = []
    QDesktopServices.setUrlHandler("file", manager, "open")
    yield manager.opened
    QDesktopServices.unsetUrlHandler("file")


def text(card: ModelCard, name: str) -> str:
    return card.findChild(QLabel, name).text()


def choose(card: ModelCard, action: str) -> None:
    card.findChild(QAction, action).trigger()


def cards(tab: ModelsTab) -> list[str]:
    """The names of the cards in the order in which they are shown."""
    shown = sorted(tab.findChildren(ModelCard), key=lambda card: (card.y(), card.x()))
    return [card.entry.name for card in shown]


def test_without_models_the_tab_leads_to_a_first_training(show, find, qtbot):
    tab = show()
    wishes = []
    tab.asked.connect(wishes.append)
    qtbot.mouseClick(find(tab, "models_train"), Qt.MouseButton.LeftButton)
    assert wishes == [TrainModelWith("")]


def test_a_card_shows_what_is_known_of_a_model(show, find, put):
    put("Finished")
    card = find(show(), "model_card_Finished")
    assert text(card, "model_data") == "Heron"
    assert text(card, "model_steps") == "4 steps"
    assert text(card, "model_reach").startswith("16 tokens · vocabulary ")
    assert text(card, "model_parameters") == short_count(card.entry.parameters)
    result = json.loads((card.folder / "training" / "result.json").read_text())
    assert text(card, "model_bits") == f"{result['bits_per_byte']:.2f}"
    assert find(card, "model_train", QPushButton).text() == "Train further"
    assert not find(card, "model_progress").isVisible()
    assert not card.findChild(QLabel, "model_problem").isVisible()


def test_a_stopped_training_shows_how_far_it_came_and_can_be_resumed(show, find, put, qtbot):
    put("Stopped")
    tab = show()
    card = find(tab, "model_card_Stopped")
    assert text(card, "model_steps") == "2 of 4 steps (50 %)"
    assert find(card, "model_progress", QProgressBar).value() == 500
    assert find(card, "model_train", QPushButton).text() == "Resume training"
    wishes = []
    tab.asked.connect(wishes.append)
    qtbot.mouseClick(find(card, "model_train"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(find(card, "model_chat"), Qt.MouseButton.LeftButton)
    assert wishes == [ContinueTraining(card.folder), ChatWith(card.folder)]


def test_a_folder_with_a_problem_says_so_and_leaves_the_others_alone(show, find, put, home):
    put("Finished", "Fine")
    (put("Finished", "Damaged") / "config.json").write_text("{ not json")
    (put("Finished", "Without weights") / "model.safetensors").unlink()
    (home.models / "Photos").mkdir()
    tab = show()
    assert set(cards(tab)) == {"Fine", "Damaged", "Without weights", "Photos"}
    for name, words in (("Damaged", "damaged"), ("Without weights", "no weights"), ("Photos", "not a model")):
        card = find(tab, f"model_card_{name}")
        assert words in text(card, "model_problem")
        assert not find(card, "model_chat").isVisible()
    assert find(find(tab, "model_card_Fine"), "model_chat").isVisible()


def test_a_training_that_is_under_way_cannot_be_resumed_renamed_or_deleted(show, find, put):
    with FolderLock(put("Stopped")):
        card = find(show(), "model_card_Stopped")
        assert text(card, "model_steps") == "training now, 2 of 4 steps saved"
        assert not find(card, "model_train").isEnabled()
        assert not card.findChild(QAction, "model_rename").isEnabled()
        assert not card.findChild(QAction, "model_trash").isEnabled()


def test_renaming_in_place_moves_the_folder(show, find, put, home, qtbot, runner):
    put("Finished")
    tab = show()
    card = find(tab, "model_card_Finished")
    choose(card, "model_rename")
    line = find(card, "model_name_editor", QLineEdit)
    assert line.isVisible()
    line.clear()
    qtbot.keyClicks(line, "Heron's tale")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not runner.busy)
    assert (home.models / "Heron's tale" / "config.json").is_file()
    qtbot.waitUntil(lambda: cards(tab) == ["Heron's tale"])
    assert [each.name for each in tab.library.models.now] == ["Heron's tale"]


def test_escape_keeps_the_name(show, find, put, qtbot, runner):
    put("Finished")
    tab = show()
    card = find(tab, "model_card_Finished")
    choose(card, "model_rename")
    line = find(card, "model_name_editor", QLineEdit)
    qtbot.keyClicks(line, "Other")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert not line.isVisible()
    assert cards(tab) == ["Finished"]


@pytest.mark.parametrize(("name", "words"), [("Stopped", "already a"), ("a:b", "cannot be used")])
def test_a_name_that_cannot_be_is_explained(show, find, put, qtbot, runner, name, words):
    put("Finished")
    put("Stopped")
    tab = show()
    card = find(tab, "model_card_Finished")
    choose(card, "model_rename")
    line = find(card, "model_name_editor", QLineEdit)
    line.setText(name)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not runner.busy)
    assert words in find(tab, "models_notice_text", QLabel).text()
    assert set(cards(tab)) == {"Finished", "Stopped"}
    assert line.isVisible()
    assert line.text() == name  # nothing that was typed is lost
    line.setText("Another")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: set(cards(tab)) == {"Another", "Stopped"})


def test_deleting_moves_the_folder_to_the_bin_and_can_be_undone(show, find, put, home, qtbot, runner, trash):
    put("Finished")
    tab = show()
    choose(find(tab, "model_card_Finished"), "model_trash")
    qtbot.waitUntil(lambda: not runner.busy)
    assert not (home.models / "Finished").exists()
    assert (trash / "Finished" / "model.safetensors").is_file()
    assert find(tab, "models_empty").isVisible()
    qtbot.mouseClick(find(tab, "models_notice_action"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Finished" in cards(tab) and not runner.busy, timeout=60_000)
    assert (home.models / "Finished" / "model.safetensors").is_file()


def test_a_folder_that_someone_else_took_away_disappears_with_a_sentence(show, find, put, qtbot, runner, trash):
    folder = put("Finished")
    tab = show()
    card = find(tab, "model_card_Finished")
    shutil.rmtree(folder)
    choose(card, "model_trash")
    qtbot.waitUntil(lambda: not runner.busy)
    assert "no longer there" in find(tab, "models_notice_text", QLabel).text()
    qtbot.waitUntil(lambda: cards(tab) == [])


def test_the_folder_can_be_opened_and_its_path_copied(show, find, put, file_manager):
    folder = put("Finished")
    card = find(show(), "model_card_Finished")
    choose(card, "model_open_folder")
    choose(card, "model_copy_path")
    assert [Path(url.toLocalFile()) for url in file_manager] == [folder]
    assert QGuiApplication.clipboard().text() == str(folder)


def test_a_new_checkpoint_shows_at_once(show, find, put, home, qtbot, runner):
    folder = put("Stopped")
    tab = show()
    state = next(folder.glob("training/checkpoints/step-*/state.json"))
    newer = folder / "training" / "checkpoints" / "step-000000003"
    shutil.copytree(state.parent, newer)
    (newer / "state.json").write_text(json.dumps(json.loads(state.read_text()) | {"step": 3, "bits_per_byte": 1.5}))
    tab.library.renew()
    qtbot.waitUntil(lambda: not runner.busy)
    card = find(tab, "model_card_Stopped")
    assert text(card, "model_steps") == "3 of 4 steps (75 %)"
    assert text(card, "model_bits") == "1.50"


def test_a_model_that_another_tab_asks_for_is_scrolled_to_and_marked(show, find, put, home, qtbot, runner):
    for number in range(12):
        put("Finished", f"Model {number}")
    tab = show()
    last = tab.findChildren(ModelCard)[-1]
    qtbot.waitUntil(lambda: last.visibleRegion().isEmpty())
    tab.receive(ShowModel(last.folder))
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())
    assert last.property("look") == "card_selected"


def test_the_grid_uses_the_room_there_is(show, put, qtbot):
    for number in range(5):
        put("Finished", f"Model {number}")
    tab = show()

    def columns() -> int:
        return len({card.x() for card in tab.findChildren(ModelCard)})

    tab.resize(1728, 1080)
    qtbot.waitUntil(lambda: columns() == 5)
    tab.resize(860, 800)
    qtbot.waitUntil(lambda: columns() == 2)


def test_a_checkpoint_is_chosen_by_its_figures(qtbot, show, put) -> None:
    checkpoints = put("Finished") / "training" / "checkpoints"
    tab = show()
    wishes = []
    tab.asked.connect(wishes.append)
    (card,) = tab.findChildren(ModelCard)
    for button, wish in (("checkpoint_chat", ChatWith), ("checkpoint_train", ContinueTraining)):
        dialog, listed = chooser(qtbot, tab, card)
        assert listed.keys == [str(checkpoints / "step-000000004"), str(checkpoints / "step-000000002")]
        spoken = [listed.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in (0, 1)]
        assert [words.split(",")[0] for words in spoken] == ["Step 4", "Step 2"]
        assert all("bits per byte" in words for words in spoken)
        assert sum("the best" in words for words in spoken) == 1
        listed.set_current(listed.keys[1])
        dialog.findChild(QPushButton, button).click()
        assert wishes.pop() == wish(checkpoints / "step-000000002")
        qtbot.waitUntil(lambda: tab.findChild(CheckpointDialog) is None)


def test_a_checkpoint_can_be_exported(qtbot, show, put, home) -> None:
    put("Finished")
    tab = show()
    (card,) = tab.findChildren(ModelCard)
    dialog, listed = chooser(qtbot, tab, card)
    listed.set_current(listed.keys[1])
    dialog.findChild(QPushButton, "checkpoint_export").click()
    export = tab.findChild(ExportDialog)
    export.findChild(QPushButton, "export_start").click()
    qtbot.waitUntil(lambda: not export.running, timeout=30_000)
    (written,) = home.exports.iterdir()
    assert written.name.startswith("Finished @2")
    export.reject()


def test_a_model_from_elsewhere_has_no_checkpoints_to_choose(show, put) -> None:
    shutil.rmtree(put("Finished") / "training")
    (card,) = show().findChildren(ModelCard)
    assert not card.findChild(QAction, "model_checkpoints").isVisible()


def chooser(qtbot, tab: ModelsTab, card: ModelCard) -> tuple[CheckpointDialog, TwoLineList]:
    """The dialog with the checkpoints, once they are listed."""
    choose(card, "model_checkpoints")
    dialog = tab.findChild(CheckpointDialog)
    listed = dialog.findChild(TwoLineList, "checkpoint_list")
    qtbot.waitUntil(lambda: bool(listed.keys))
    return dialog, listed


def test_cards_stand_in_as_many_columns_as_there_is_room_for_also_after_the_window_was_wider(show, put, qtbot):
    for number in range(3):
        put("Finished", f"Model {number}")
    tab = show()
    for card in tab.findChildren(ModelCard):
        card.setMinimumWidth(330)  # as words of another language may need
    for width in (1280, 900, 600):
        tab.resize(width, 600)
        view = tab.findChild(QScrollArea, "models_list").viewport()
        qtbot.waitUntil(
            lambda view=view: all(
                card.mapTo(view, card.rect().topRight()).x() < view.width() for card in tab.findChildren(ModelCard)
            )
        )


def test_every_architecture_has_a_name_of_its_own():
    names = {architecture(model_type) for model_type in SUPPORTED}
    assert len(names) == len(SUPPORTED)
    assert names.isdisjoint(SUPPORTED)
