"""What a model trained on the built-in sample is like at first: ``python tests/benchmarks/first_impression.py FOLDER``.

It writes stories in English and Spanish and answers questions, with the sampling that the folder's
generation_config.json asks for. Explicit rules (tests/support/impression_rules.py) decide whether the hero's name and
gender stay and whether an answer is right and in the language asked; every text is printed with its verdict, so that a
person can check. ``--seed`` gives fresh texts. Half of the stories go on from an opening of the sample, half are asked
for in chat; half of the questions have the sample's words, half have others (``--json`` keeps them apart).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from impression_rules import answer_faults, story_faults

from gpt_studio.core.job import JobContext
from gpt_studio.corpora.documents import Turn
from gpt_studio.jobs.chat import write_text
from gpt_studio.jobs.models import open_model

OPENINGS = {
    "en": ("Once upon a time", "Once upon a time there was a", "There was once a", "Long ago,"),
    "es": ("Había una vez", "Había una vez una", "Érase una vez un", "Hace mucho tiempo,"),
}
REQUESTS = {
    "en": (
        "Tell me a story.",
        "Tell me a story about a cat.",
        "Can you tell me a story about a bear?",
        "Tell me a story about a girl.",
        "Write a story about a boy.",
        "Tell me a story about a fox.",
    ),
    "es": (
        "Cuéntame un cuento.",
        "Cuéntame un cuento sobre una gata.",
        "¿Puedes contarme un cuento sobre un oso?",
        "Cuéntame un cuento sobre una niña.",
        "Escribe un cuento sobre un niño.",
        "Cuéntame un cuento sobre un zorro.",
    ),
}
# Questions with the words that a right answer holds. A tuple of words: one of them is enough.
AS_IN_THE_SAMPLE = {
    "en": (
        ("What colour is grass?", ("green",)),
        ("What colour is a lemon?", ("yellow",)),
        ("Where do bees live?", ("hive",)),
        ("Where does a whale live?", ("sea",)),
        ("What do cows eat?", ("grass",)),
        ("What sound does a dog make?", ("barks", "bark")),
        ("How many legs does a hen have?", ("two",)),
        ("What is the opposite of hot?", ("cold",)),
        ("What day comes after Monday?", ("Tuesday",)),
        ("Who are you?", ("language model",)),
    ),
    "es": (
        ("¿De qué color es la hierba?", ("verde",)),
        ("¿De qué color es el limón?", ("amarillo",)),
        ("¿Dónde viven las abejas?", ("colmena",)),
        ("¿Dónde vive la ballena?", ("mar",)),
        ("¿Qué comen las vacas?", ("hierba",)),
        ("¿Qué sonido hace el perro?", ("ladra",)),
        ("¿Cuántas patas tiene la gallina?", ("dos",)),
        ("Dime lo contrario de caliente.", ("frío",)),
        ("¿Qué día viene después del lunes?", ("martes",)),
        ("¿Quién eres?", ("modelo de lenguaje",)),
    ),
}
IN_OTHER_WORDS = {
    "en": (
        ("Please tell me the colour of snow.", ("white",)),
        ("and what is the colour of the sky", ("blue",)),
        ("Can you tell me where lions live?", ("Africa",)),
        ("What does a bear like to eat?", ("honey",)),
        ("What do owls eat at night?", ("mice",)),
        ("Which sound does a cow make?", ("moos", "moo")),
        ("How many legs has a horse?", ("four",)),
        ("Tell me, what is the opposite of big?", ("small",)),
        ("Which day comes after Friday, please?", ("Saturday",)),
        ("Can you tell me who you are?", ("language model",)),
    ),
    "es": (
        ("Por favor, dime el color de la nieve.", ("blanca", "blanco")),
        ("y cuál es el color del cielo", ("azul",)),
        ("¿Me dices dónde viven los leones?", ("África",)),
        ("¿Qué le gusta comer al oso?", ("miel",)),
        ("¿Qué comen los búhos por la noche?", ("ratones",)),
        ("¿Cuál es el sonido de la vaca?", ("muge",)),
        ("¿Tiene muchas patas el caballo? ¿Cuántas patas tiene?", ("cuatro",)),
        ("A ver, ¿qué es lo contrario de grande?", ("pequeño",)),
        ("Por favor, ¿qué día viene después del viernes?", ("sábado",)),
        ("¿Me puedes decir quién eres?", ("modelo de lenguaje",)),
    ),
}


@dataclass(frozen=True)
class Told:
    """A story that the model wrote: what is wrong with its hero's name and gender; "" where nothing is."""

    language: str
    prompt: str
    text: str
    name_fault: str
    gender_fault: str


@dataclass(frozen=True)
class Answered:
    """The answer to a question, and what is wrong with it; "" where nothing is."""

    language: str
    kind: str
    prompt: str
    text: str
    fault: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--samples", type=int, default=20, help="stories in each language [20]")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--temperature", type=float, help="instead of the folder's own")
    parser.add_argument("--top-p", type=float, help="instead of the folder's own")
    parser.add_argument("--json", action="store_true", help="one object with every text and the counts")
    arguments = parser.parse_args()
    opened = open_model.run(open_model.OpenModel(arguments.folder), JobContext())
    for name in ("temperature", "top_p"):
        if getattr(arguments, name) is not None:
            opened = replace(opened, defaults=replace(opened.defaults, **{name: getattr(arguments, name)}))
    stories = [told for language in ("en", "es") for told in _stories(opened, language, arguments)]
    answers = [answered for language in ("en", "es") for answered in _answers(opened, language, arguments.seed)]
    counts = _counts(stories, answers)
    if arguments.json:
        print(
            json.dumps({"counts": counts, "stories": _plain(stories), "answers": _plain(answers)}, ensure_ascii=False)
        )
        return
    for told in stories:
        verdict = " | ".join(filter(None, (told.name_fault, told.gender_fault))) or "name and gender stay"
        print(f"[{told.language}] {told.prompt}\n{told.text}\n=> {verdict}\n")
    for answered in answers:
        print(f"[{answered.language}] {answered.prompt} -> {answered.text!r} => {answered.fault or 'right'}")
    print()
    for line, count in counts.items():
        print(f"{line}: {count}")


def _stories(opened: open_model.OpenedModel, language: str, arguments: argparse.Namespace) -> Iterator[Told]:
    half = arguments.samples // 2
    for number, opening in enumerate(islice(cycle(OPENINGS[language]), arguments.samples - half)):
        sampling = replace(opened.defaults, seed=1_000 * arguments.seed + number)
        written = write_text.run(write_text.WriteText(opened, opening, sampling), JobContext())
        yield _told(language, opening, opening + written.text)
    for number, request in enumerate(islice(cycle(REQUESTS[language]), half)):
        yield _told(language, request, _reply(opened, request, 1_000 * arguments.seed + 500 + number))


def _told(language: str, prompt: str, text: str) -> Told:
    return Told(language, prompt, text, *story_faults(text, language))


def _answers(opened: open_model.OpenedModel, language: str, seed: int) -> Iterator[Answered]:
    for kind, table in (("as in the sample", AS_IN_THE_SAMPLE), ("in other words", IN_OTHER_WORDS)):
        for number, (question, right) in enumerate(table[language]):
            text = _reply(opened, question, 1_000 * seed + number)
            yield Answered(language, kind, question, text, answer_faults(text, language, right))


def _reply(opened: open_model.OpenedModel, asked: str, seed: int) -> str:
    request = write_text.ReplyToChat(opened, (Turn("user", asked),), replace(opened.defaults, seed=seed))
    return write_text.reply(request, JobContext()).text


def _counts(stories: list[Told], answers: list[Answered]) -> dict[str, str]:
    counts = {}
    for language in ("en", "es"):
        told = [one for one in stories if one.language == language]
        counts[f"{language}: name stays"] = f"{sum(not one.name_fault for one in told)} of {len(told)}"
        counts[f"{language}: gender stays"] = f"{sum(not one.gender_fault for one in told)} of {len(told)}"
        both = sum(not one.name_fault and not one.gender_fault for one in told)
        counts[f"{language}: name and gender stay"] = f"{both} of {len(told)}"
        for kind in ("as in the sample", "in other words"):
            asked = [one for one in answers if (one.language, one.kind) == (language, kind)]
            counts[f"{language}: questions {kind}"] = f"{sum(not one.fault for one in asked)} of {len(asked)}"
    return counts


def _plain(items: list[Told] | list[Answered]) -> list[dict[str, str]]:
    return [asdict(item) for item in items]


if __name__ == "__main__":
    main()
