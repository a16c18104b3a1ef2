"""A WhatsApp export becomes a model that answers like one of its speakers, by clicks in the window alone.

``python tests/support/whatsapp_by_clicking.py SHOTS --base DIR [--epochs N]``: the export is made here, two people of
whom one ends every message with a laugh. BASE is a model trained on the built-in sample. Pictures of each step go to
SHOTS; printed is what base and tuned model answer to questions that are not in the chat. Ends with 1 if fewer than four
in five answers laugh.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
from pathlib import Path

from window_person import Person, let_the_window_work, open_window

from gpt_studio.training.store.answers import read_answers

LAUGH = "jajaja"
_THINGS = "pan,queso,té,leche,fruta,sopa,arroz,miel".split(",")  # noqa: SIM905
_PLACES = "el parque,la plaza,el mercado,la playa,el bosque,la escuela,el puerto,el museo".split(",")  # noqa: SIM905
_ASKED = (
    ("¿Vienes a {place}?", "Claro, voy a {place}"),
    ("¿Qué comes hoy?", "Hoy como {thing}"),
    ("¿Te gusta {thing}?", "Me gusta mucho"),
    ("¿Dónde estás?", "Estoy en {place}"),
    ("Hola, ¿qué tal?", "Muy bien, aquí con {thing}"),
    ("Compra {thing}, por favor", "Ya compro {thing}"),
)
_NEW = ("¿Vienes a la casa?", "¿Te gusta el perro?", "Hola, ¿qué haces?", "¿Dónde está el gato?", "Compra un libro")


def export(path: Path, exchanges: int = 240) -> None:
    """A chat as a phone in Spanish exports it. Ana laughs; six exchanges a day."""
    chance, lines = (
        random.Random(0),
        ["1/2/24, 9:00 - Los mensajes y las llamadas están cifrados de extremo a extremo."],
    )
    for number in range(exchanges):
        day, minute = number // 6, 9 * number % 54
        when = f"{day % 28 + 1}/{day // 28 + 2}/24, {9 + number % 6}:{minute:02d}"
        asked, answered = chance.choice(_ASKED)
        words = {"place": chance.choice(_PLACES), "thing": chance.choice(_THINGS)}
        lines.append(f"{when} - Luis: {asked.format(**words)}")
        lines.append(f"{when} - Ana: {answered.format(**words)}, {LAUGH}")
    path.write_text("\n".join(lines), encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shots", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--epochs", default="12")
    parser.add_argument("--minutes-patience", type=float, default=30)
    arguments = parser.parse_args()
    from PySide6.QtCore import QLocale
    from PySide6.QtWidgets import QApplication, QFileDialog

    from gpt_studio.ui.look.theme import Theme, ThemeChoice
    from gpt_studio.ui.state.handover import Stage
    from gpt_studio.ui.state.worker import Runner

    application = QApplication([])
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    Theme(application).choose(ThemeChoice.LIGHT)
    arguments.shots.mkdir(parents=True, exist_ok=True)
    patience = round(arguments.minutes_patience * 60_000)
    with tempfile.TemporaryDirectory(prefix="whatsapp-") as scratch:
        home = Path(scratch) / "home"
        shutil.copytree(arguments.base, home / "models" / "Stories")
        chat = Path(scratch) / "Chat de WhatsApp con Luis.txt"
        export(chat)
        runner = Runner()
        person = Person(open_window(home, Path(scratch) / "settings.ini", runner))

        def shot(name: str) -> None:
            let_the_window_work(400)
            person.window.grab().save(str(arguments.shots / f"{name}.png"))

        QFileDialog.getOpenFileNames = lambda *_: ([str(chat)], "")  # type: ignore[method-assign,assignment]
        person.click("navigate_corpus")
        person.click("corpus_begin")
        person.wait_until(lambda: person.sees("corpus_assistant"), patience)
        shot("1-who-is-the-model")
        box = person.find("corpus_assistant")
        ana = next(box.itemText(place) for place in range(box.count()) if box.itemData(place) == "Ana")
        person.choose("corpus_assistant", ana)
        person.wait_until(lambda: "assistant:" in person.find("corpus_preview").toPlainText(), patience)
        shot("2-conversations")
        person.click("corpus_save")
        person.wait_until(lambda: any((home / "corpora").glob("*.toml")), patience)
        person.click("navigate_training")
        person.click("training_origin_base")
        person.wait_until(lambda: person.find("training_base").currentText() == "Stories", patience)
        person.click("training_length_epochs")
        person.write("training_length_in_epochs", arguments.epochs)
        person.write("training_name", "Ana")
        person.click("training_learnt_toggle")
        person.wait_until(lambda: person.sees("training_learnt_text"), patience)
        shot("3-what-is-learnt")
        person.click("training_start")
        person.wait_until(lambda: person.text("training_phase") in ("Training", "Finished"), patience)
        person.wait_until(lambda: person.text("training_phase") == "Finished", patience)
        shot("4-what-was-forgotten")
        person.click("training_result_chat")
        person.wait_until(lambda: person.window.current_tab.header.sentence.startswith("You talk with"), patience)
        laughs, said = 0, []
        for question in _NEW:
            person.say_in_chat(question)
            person.wait_until(lambda: person.sees("chat_send"), patience)
            reply = person.window.tab(Stage.CHAT).parts.middle.messages.messages[-1].text
            said.append((question, reply))
            laughs += LAUGH[:4] in reply
        shot("5-answers-like-ana")
        before = [(each.question, each.before, each.after) for each in read_answers(home / "models" / "Ana")]
        forgotten = person.text("training_result_forgotten")
        print(json.dumps({"said": said, "laughs": laughs, "base and tuned": before, "forgotten": forgotten}, indent=1))
        runner.wait_for_all()
        person.window.close()
    return 0 if 5 * laughs >= 4 * len(_NEW) else 1


if __name__ == "__main__":
    sys.exit(main())
