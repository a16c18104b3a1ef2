"""From an empty home to a chat with a trained model, by clicks in the window, with the real engine."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPlainTextEdit, QPushButton
from window_person import Person, open_window

from gpt_studio.core.job import JobContext
from gpt_studio.jobs.models import list_models
from gpt_studio.ui.look.theme import Theme, ThemeChoice
from gpt_studio.ui.shell.app import ErrorReporter
from gpt_studio.ui.state.handover import Stage
from gpt_studio.ui.state.worker import Runner

pytestmark = [
    pytest.mark.xdist_group("window_journey"),
    pytest.mark.timeout(600),
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
]

ENDLESS = 100_000
FILES = {
    "config.json",
    "generation_config.json",
    "model.safetensors",
    "tokenizer.json",
    "tokenizer_config.json",
    "vocab.json",
    "merges.txt",
    "special_tokens_map.json",
    "chat_template.jinja",
    "README.md",
}

Opener = Callable[[], Person]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home of José Ñandú 🦊"


@pytest.fixture
def crashes() -> Iterator[list[str]]:
    """Tracebacks of jobs that crashed. The test fails if one is left in the list at its end."""
    found: list[str] = []
    yield found
    assert not found, found[0]


@pytest.fixture
def start(qapp: QApplication, home: Path, crashes: list[str]) -> Iterator[Opener]:
    """A function that opens a window on the same home at each call."""
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    Theme(qapp).choose(ThemeChoice.LIGHT)
    runners: list[Runner] = []
    people: list[Person] = []

    def opened() -> Person:
        runner = Runner()
        runner.crashed.connect(crashes.append)
        runners.append(runner)
        people.append(Person(open_window(home, home.parent / "settings.ini", runner)))
        return people[-1]

    yield opened
    for person, runner in zip(people, runners, strict=True):
        runner.wait_for_all()
        person.window.close()
        person.window.deleteLater()
        runner.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def set_up_a_small_training(person: Person, *, name: str, steps: int) -> None:
    person.click("training_more_toggle")
    person.choose("training_preset", "Tiny")
    for field, value in (("layers", 2), ("heads", 2), ("hidden_size", 64), ("context_length", 128)):
        person.write(f"training_model_{field}", str(value))
    person.click("training_advanced_toggle")
    person.write("training_setting_batch_size", "4")
    person.choose("training_setting_precision", "float32")
    person.write("training_setting_sample_tokens", "8")
    person.click("training_length_steps")
    person.write("training_length_in_steps", str(steps))
    person.write("training_name", name)


def step(person: Person) -> int:
    """The step that the window shows."""
    words = person.text("training_step").replace(",", "").split()
    return int(words[1]) if words[:1] == ["Step"] else 0


def is_in_phase(person: Person, phase: str) -> Callable[[], bool]:
    return lambda: person.text("training_phase") == phase


def test_from_the_sample_to_a_conversation(start: Opener, home: Path) -> None:
    person = start()
    person.click("navigate_corpus")
    person.click("corpus_start_sample")
    person.write("corpus_name", "Tales")
    person.click("corpus_save")
    person.click("corpus_next")
    assert (home / "corpora" / "Tales.toml").is_file()

    person.wait_until(lambda: person.find("tokenizer_corpus", QComboBox).currentText() == "Tales")
    person.write("tokenizer_vocab_size", "300")
    person.write("tokenizer_naming_name", "Small pieces")
    person.click("tokenizer_train")
    person.click("tokenizer_next")
    assert (home / "tokenizers" / "Small pieces" / "tokenizer.json").is_file()

    chosen = person.find("training_tokenizer", QComboBox)
    person.wait_until(lambda: chosen.currentText() == "Small pieces")
    assert person.find("training_corpus", QComboBox).currentText() == "Tales"
    set_up_a_small_training(person, name="Teller", steps=30)
    person.click("training_start")
    person.click("training_pause")
    person.wait_until(is_in_phase(person, "Paused"))
    assert step(person) < 30
    person.click("training_resume")
    person.wait_until(is_in_phase(person, "Finished"))
    assert "30 step" in person.text("training_result_facts")
    assert person.find("training_log", QPlainTextEdit).toPlainText().count("bits per byte") >= 2

    folder = home / "models" / "Teller"
    assert {path.name for path in folder.iterdir()} >= FILES
    check_with_transformers(folder)

    person.click("training_result_chat")
    person.wait_until(lambda: person.window.current_tab.header.sentence.startswith("You talk with Teller"))
    heard: list[str] = []
    person.window.tab(Stage.CHAT).parts.writer.batch.connect(heard.append)
    person.say_in_chat("Where is the fox?")
    person.wait_until(lambda: person.sees("chat_send"))
    for _ in range(10):
        if len(heard) > 1:
            break
        heard.clear()  # after 30 steps a model may well have nothing to say: ask for another reply
        person.click("chat_message_1_again")
        person.wait_until(lambda: person.sees("chat_send"))
    question, answer = person.window.tab(Stage.CHAT).parts.middle.messages.messages
    assert question.text == "Where is the fox?"
    assert person.window.tab(Stage.CHAT).parts.talk.conversation.passages[-1].text == "".join(heard)
    assert answer.text.split() == "".join(heard).split()  # Qt shows every kind of line end and blank as one kind
    assert len(heard) > 1
    assert person.text("chat_message_1_facts").startswith("Teller · ")


def check_with_transformers(folder: Path) -> None:
    """Check that transformers can load the folder, tokenize with it and generate with it."""
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    model, report = AutoModelForCausalLM.from_pretrained(folder, output_loading_info=True)
    assert not any(report.values()), report
    assert model.config.hidden_size == 64
    assert model.get_input_embeddings().num_embeddings == len(tokenizer) == 300
    prompt = tokenizer.apply_chat_template(
        [{"role": "user", "content": "Where is the fox?"}], add_generation_prompt=True, return_tensors="pt"
    )
    written = model.generate(**prompt, max_new_tokens=4, do_sample=False)
    assert prompt["input_ids"].shape[1] < written.shape[1] <= prompt["input_ids"].shape[1] + 4


def test_closing_in_the_middle_of_a_training_saves_it_and_it_goes_on_later(start: Opener, home: Path) -> None:
    person = start()
    person.click("navigate_training")
    set_up_a_small_training(person, name="Broken off", steps=ENDLESS)
    person.click("training_start")
    person.wait_until(lambda: step(person) > 2)
    person.window.close()
    assert person.window.isVisible()
    assert person.sees("closing_dialog")
    person.click("closing_stop")
    person.wait_until(lambda: not person.window.isVisible())
    assert {path.name for path in (home / "models" / "Broken off").iterdir()} >= FILES

    later = start()
    later.click("navigate_training")
    later.wait_until(lambda: later.sees("training_notice_action"))
    stopped_at = int(later.text("training_notice_text").replace(",", "").split(" at step ")[1].split()[0])
    later.click("training_notice_action")
    later.wait_until(lambda: step(later) > stopped_at)
    assert f"Going on from step {stopped_at}" in later.find("training_log", QPlainTextEdit).toPlainText().replace(
        ",", ""
    )
    later.click("training_stop")
    later.wait_until(is_in_phase(later, "Stopped early"))


def test_a_mistake_of_the_program_is_shown_and_the_window_stays_up(
    start: Opener, crashes: list[str], qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed: list[object] = []
    list_them = list_models.run

    def lose_the_first_list(request: list_models.ListModels, context: JobContext) -> object:
        listed.append(request)
        if len(listed) == 1:
            raise KeyError("a list was lost")
        return list_them(request, context)

    def trip() -> None:
        raise RuntimeError("the window tripped")

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(list_models, "run", lose_the_first_list)
    person = start()
    reporter = ErrorReporter(qapp)
    reporter.install()
    person.window._runner.crashed.connect(reporter.report)
    person.click("navigate_models")
    person.wait_until(lambda: error_dialog() is not None)
    QTimer.singleShot(0, person.window, trip)
    dialog = Person(error_dialog())
    details = dialog.find("error_details", QPlainTextEdit)
    person.wait_until(lambda: "the window tripped" in details.toPlainText())
    assert "a list was lost" in details.toPlainText()
    dialog.click("error_close")
    person.click("navigate_corpus")
    person.click("corpus_start_sample")
    person.wait_until(lambda: person.find("corpus_save", QPushButton).isEnabled())
    assert person.window.isVisible()
    assert len(crashes) == 1
    crashes.clear()
    reporter.deleteLater()


def error_dialog() -> QLabel | None:
    return next((w for w in QApplication.topLevelWidgets() if w.objectName() == "error_dialog" and w.isVisible()), None)
