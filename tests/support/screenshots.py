"""Make a picture of every tab: ``python tests/support/screenshots.py OUT [--home HOME] [--work SECONDS]``.

Light and dark, at 1280x800 and 1920x1080. Without ``--home`` an empty folder shows the empty states. With ``--work``
the window is used first, by clicks: a folder of texts becomes a corpus, a tokenizer is trained on it, a model is
trained for that many seconds and goes on while its pictures are taken, and the best model is chatted with.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEventLoop
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from window_person import Person, let_the_window_work, open_window

from gpt_studio.corpora.corpus import Corpus, iter_documents
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.ui.look.theme import Theme, ThemeChoice
from gpt_studio.ui.shell.app import load_translations
from gpt_studio.ui.shell.main_window import MainWindow
from gpt_studio.ui.shell.settings import Language
from gpt_studio.ui.state.handover import ChatWith, Stage
from gpt_studio.ui.state.worker import Runner
from gpt_studio.ui.tabs.models.model_card import ModelCard
from gpt_studio.ui.tabs.registry import TABS

SIZES = ((1280, 800), (1920, 1080))
LONGEST_WAIT_MS = 60_000
SETTLE_MS = 300
CORPUS, TOKENIZER, MODEL = "First stories", "Stories 2k", "Storyteller"
TEXT = (
    "Once upon a time, a little fox found a golden key under the bridge. “Whose is it?” she asked the lighthouse "
    "keeper. Nobody knew.\n¿Quién encontró la llave? Una zorra muy pequeña, el 23 de abril de 1984.\n"
    "   x = 3.14159 * r**2   # 東京"
)
QUESTIONS = ("Hello!", "Tell me about penguins.", "¿Qué comen los zorros?")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--only", choices=[stage.value for stage in Stage])
    parser.add_argument("--work", type=int, metavar="SECONDS")
    parser.add_argument("--language", choices=[language.value for language in Language], default="en")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    load_translations(app, Language(options.language))
    with tempfile.TemporaryDirectory() as folder:
        runner, theme = Runner(), Theme(app)
        theme.choose(ThemeChoice.LIGHT)
        window = open_window(options.home or Path(folder) / "home", Path(folder) / "settings.ini", runner)
        photographer = Photographer(window, theme, runner, options.out)
        for kind in TABS:
            if options.only in (None, kind.stage.value):
                window.open(kind.stage)
                photographer.settle()
                if options.work is not None:
                    work_in(kind.stage, Person(window), options.work)
                photographer.take(kind.stage)
        runner.wait_for_all()
        window.close()


class Photographer:
    def __init__(self, window: MainWindow, theme: Theme, runner: Runner, out: Path) -> None:
        self._window, self._theme, self._runner, self._out = window, theme, runner, out

    def take(self, stage: Stage) -> None:
        """Save the four pictures of the current tab."""
        for width, height in SIZES:
            self._window.resize(width, height)
            for choice in (ThemeChoice.LIGHT, ThemeChoice.DARK):
                self._theme.choose(choice)
                self.settle()
                path = self._out / f"{stage.value}-{choice.value}-{width}x{height}.png"
                self._window.grab().save(str(path))
                print(path)

    def settle(self) -> None:
        """Wait until the window is drawn and no job but a training runs."""
        clock, calm = QElapsedTimer(), QElapsedTimer()
        clock.start()
        calm.start()
        while clock.elapsed() < LONGEST_WAIT_MS and calm.elapsed() < SETTLE_MS:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            if self._runner.busy and self._window.tab(Stage.TRAINING).busy() is None:
                calm.restart()


def work_in(stage: Stage, person: Person, seconds: int) -> None:
    """Use the tab, so that it has something to show."""
    steps = {Stage.CORPUS: save_a_corpus, Stage.TOKENIZER: train_a_tokenizer, Stage.CHAT: talk}
    if stage is Stage.TRAINING:
        train_for(person, seconds)
    elif stage in steps:
        steps[stage](person)


def save_a_corpus(person: Person) -> None:
    if person.sees(f"open_corpus_{CORPUS}"):
        person.click(f"open_corpus_{CORPUS}")
    else:
        corpus_tab = person.window.tab(Stage.CORPUS)
        corpus_tab.drop([written_texts(corpus_tab.home.root / "texts")])
        person.write("corpus_name", CORPUS)
        person.click("corpus_save")
    person.wait_until(lambda: person.sees("corpus_next"))


def written_texts(folder: Path) -> Path:
    """A folder with several formats, an old encoding and an empty file."""
    documents = list(iter_documents(Corpus("", (SAMPLE,))))
    stories = [each.text for each in documents if each.text]
    talks = [{"messages": [vars(turn) for turn in each.turns]} for each in documents if each.turns]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "By the lake.txt").write_text("\n\n".join(stories[:1200]), encoding="utf-8")
    (folder / "Notes.md").write_text("# Notes\n\n" + "\n\n".join(stories[1200:1300]), encoding="utf-8")
    (folder / "Cuentos de mi abuela.txt").write_bytes("\n\n".join(stories[1300:]).encode("cp1252", "replace"))
    (folder / "questions.jsonl").write_text("\n".join(map(json.dumps, talks)), encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    return folder


def train_a_tokenizer(person: Person) -> None:
    if not person.sees("tokenizer_next"):
        person.write("tokenizer_vocab_size", "2048")
        person.write("tokenizer_naming_name", TOKENIZER)
        person.click("tokenizer_train")
        person.wait_until(lambda: person.sees("tokenizer_next"))
    elif person.sees("tokenizer_measure"):
        person.click("tokenizer_measure")
    person.reach("tokenizer_text", QPlainTextEdit).setPlainText(TEXT)


def train_for(person: Person, seconds: int) -> None:
    person.click("training_more_toggle")
    person.choose("training_preset", "Tiny")
    person.click("training_length_steps")
    person.write("training_length_in_steps", "2000")
    person.write("training_name", MODEL)
    person.click("training_advanced_toggle")
    person.write("training_setting_sample_prompt", "Once upon a time")
    person.click("training_setting_evaluate_every_automatic")
    person.write("training_setting_evaluate_every", "20")
    person.click("training_advanced_toggle")
    person.click("training_start")
    person.wait_until(lambda: person.find("training_pause").isEnabled())
    let_the_window_work(seconds * 1000)


def talk(person: Person) -> None:
    """Stop the training, and ask the best model a few questions."""
    tab = person.window.tab(Stage.TRAINING)
    tab.stop()
    person.wait_until(lambda: tab.busy() is None)
    person.click("navigate_models")
    person.wait_until(lambda: person.sees("models_list"))
    best = best_model(person).folder
    person.click("navigate_chat")
    person.window.tab(Stage.CHAT).receive(ChatWith(best))
    person.wait_until(lambda: person.window.tab(Stage.CHAT).header.sentence.startswith("You talk"))
    person.write("chat_sampling_temperature", "0.3")
    for number, question in enumerate(QUESTIONS):
        person.wait_until(lambda: person.find("chat_composer").isEnabled() and person.sees("chat_send"))
        person.say_in_chat(question)
        person.wait_until(lambda reply=2 * number + 1: person.sees(f"chat_message_{reply}_again"))


def best_model(person: Person) -> ModelEntry:
    """The model with the lowest bits per byte on the cards of the models tab."""
    entries = [card.entry for card in person.window.findChildren(ModelCard)]
    return min((each for each in entries if each.has_template), key=lambda each: each.bits_per_byte or 9)


if __name__ == "__main__":
    main()
