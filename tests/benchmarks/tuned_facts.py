"""Does a tuned model answer, and what does it forget? ``python tests/benchmarks/tuned_facts.py BASE [options]``.

BASE is a model that was trained on the built-in sample. It is tuned on invented facts as conversations (where somebody
lives, what they do, which animal they have), each asked in three ways, and then asked in the chat, greedily. Printed as
JSON: which share of the answers is right and which ends its turn, and bits per byte on the built-in stories before and
after. ``--learn everything`` tunes without the mask. Everything else is as the program chooses it, unless an option
says otherwise; ``--keep DIR`` keeps the model.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from gpt_studio.core.events import Event, Log
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.documents import Turn
from gpt_studio.corpora.mixture import Mixture, TrainingText, WeightedCorpus
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.jobs.chat.write_text import ReplyToChat, reply
from gpt_studio.jobs.models.open_model import OpenModel
from gpt_studio.jobs.models.open_model import run as open_model
from gpt_studio.jobs.training.train_model import TrainModel, run
from gpt_studio.training.events import Evaluated
from gpt_studio.training.settings import TrainingSettings

_BEGIN = [first + second for first in "BDFGKLMNPRSTV" for second in "aeio"]
_END = [first + second + third for first in "bdgjlmrtv" for second in "aeiu" for third in ("n", "l", "r")]
_KINDS = (
    (("Where does {who} live?", "In which town does {who} live?", "{who} lives where?"), "{who} lives in {what}."),
    (("What does {who} do?", "What is the job of {who}?", "What does {who} work as?"), "{who} is a {what}."),
    (("Which animal has {who}?", "What pet does {who} have?", "Which pet has {who}?"), "{who} has a {what}."),
)
_JOBS = ("baker", "painter", "doctor", "teacher", "farmer", "sailor", "singer", "cook", "gardener", "driver")
_ANIMALS = ("cat", "dog", "horse", "rabbit", "parrot", "goat", "duck", "turtle", "fox", "mouse")


def facts(number: int, seed: int) -> list[tuple[tuple[str, ...], str, str]]:
    """The ways to ask, the answer, and the word that must be in it."""
    chance = random.Random(seed)
    names = [f"{a}{b}" for a in _BEGIN for b in _END]
    people = chance.sample(names, number)
    made = []
    for place, who in enumerate(people):
        asked, answer = _KINDS[place % len(_KINDS)]
        town = chance.choice(_BEGIN) + chance.choice(_END) + chance.choice(("ton", "burg", "ville"))
        what = (town, chance.choice(_JOBS), chance.choice(_ANIMALS))[place % len(_KINDS)]
        made.append((tuple(each.format(who=who) for each in asked), answer.format(who=who, what=what), what))
    return made


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path)
    parser.add_argument("--facts", type=int, default=200)
    parser.add_argument("--asked", type=int, default=200, help="how many of them are asked")
    parser.add_argument("--epochs", type=float, default=None)
    parser.add_argument("--steps", type=int, default=None)
    parser.add_argument("--mix", type=float, default=0.0, help="weight of the built-in stories beside 1 of the facts")
    parser.add_argument("--rehearsal", type=float, default=None)
    parser.add_argument("--minutes", type=float, default=None)
    parser.add_argument("--method", default="auto")
    parser.add_argument("--rate", type=float, default=None)
    parser.add_argument("--optimizer", default=None)
    parser.add_argument("--batch", type=int, default=None)
    parser.add_argument("--context", type=int, default=None)
    parser.add_argument("--decay", type=float, default=None)
    parser.add_argument("--learn", default="replies")
    parser.add_argument("--threads", type=int, default=None)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=None)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="facts-") as scratch:
        print(json.dumps(measured(arguments, Path(scratch))), flush=True)
    return 0


def measured(arguments: argparse.Namespace, scratch: Path) -> dict[str, object]:
    known = facts(arguments.facts, arguments.seed)
    lines = [
        json.dumps({"messages": [{"role": "user", "content": way}, {"role": "assistant", "content": answer}]})
        for ways, answer, _ in known
        for way in ways
    ]
    random.Random(arguments.seed).shuffle(lines)
    (scratch / "facts.jsonl").write_text("\n".join(lines), encoding="utf-8")
    chosen = {
        "epochs": arguments.epochs,
        "steps": arguments.steps,
        "minutes": arguments.minutes,
        "method": arguments.method,
        "learning_rate": arguments.rate,
        "learn": arguments.learn,
        "weight_decay": arguments.decay,
        "tuning_context": arguments.context,
        "threads": arguments.threads,
        "seed": arguments.seed,
        "rehearsal": arguments.rehearsal,
    }
    for name, given in (("optimizer", arguments.optimizer), ("batch_size", arguments.batch)):
        if given is not None:
            chosen[name] = given
    events: list[Event] = []
    began = time.monotonic()
    text: TrainingText = Corpus("facts", (str(scratch / "facts.jsonl"),))
    if arguments.mix:
        stories = WeightedCorpus(Corpus("stories", (SAMPLE,)), arguments.mix)
        text = Mixture((WeightedCorpus(text, 1.0), stories))
    request = TrainModel(
        arguments.keep or scratch / "model",
        text,
        replace(TrainingSettings(), **chosen),
        scratch / "cache",
        base=arguments.base,
    )
    trained = run(request, JobContext(events.append))
    seconds = time.monotonic() - began
    model = open_model(OpenModel(request.folder), JobContext())
    right = ended = 0
    for ways, _, what in known[: arguments.asked]:
        asked = ReplyToChat(model, (Turn("user", ways[0]),), Sampling(temperature=0.0, max_new_tokens=40))
        answer = reply(asked, JobContext())
        right += what in answer.text
        ended += answer.ended == "end"
    return {
        "options": {name: value for name, value in chosen.items() if value is not None} | {"mix": arguments.mix},
        "right": right / min(arguments.asked, len(known)),
        "ended": ended / min(arguments.asked, len(known)),
        "stories_before": round(trained.general_before, 4),
        "stories_after": round(trained.general_after, 4),
        "worse": round(trained.general_after / trained.general_before - 1, 4),
        "steps": trained.steps,
        "of_the_step": trained.published_step,
        "seconds_loaded": round(seconds),
        "curve": [
            (each.step, round(each.loss, 3), round(each.general_bits_per_byte, 3))
            for each in events
            if isinstance(each, Evaluated)
        ],
        "said": [str(each.what) for each in events if isinstance(each, Log)][-6:],
    }


if __name__ == "__main__":
    sys.exit(main())
