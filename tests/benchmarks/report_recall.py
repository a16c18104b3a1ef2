"""Recall, precision and speed of the report on a corpus with planted faults of every kind.

    python tests/benchmarks/report_recall.py [--megabytes 50] [--seed 0] [--keep FOLDER]
    python tests/benchmarks/report_recall.py --speed [--megabytes 200]    # plain text without faults, the speed only

The text is put together from sentences of the built-in sample, so that no document is like another by chance. Each
document has one fault at most; decoys (numbers with wrong check digits, dates, prices) have none.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import random
import tempfile
import textwrap
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import psutil

from gpt_studio.core.events import Event
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.report.finding import FindingKind
from gpt_studio.corpora.sample import sample_documents
from gpt_studio.jobs.corpora import report_corpus
from gpt_studio.jobs.corpora.report_corpus import FindingFound, ReportCorpus

Kind = FindingKind
Spot = tuple[int, int]
AIMS = {Kind.DUPLICATE_DOCUMENTS: 0.98, Kind.REPEATED_PARAGRAPHS: 0.98, Kind.NEAR_DUPLICATES: 0.92}
USUAL_AIM = 0.95
OF_DOCUMENTS = {
    *(Kind.DUPLICATE_DOCUMENTS, Kind.NEAR_DUPLICATES, Kind.WRAPPED_LINES, Kind.LONG_LINES, Kind.SHORT_DOCUMENTS),
    *(Kind.LONG_DOCUMENTS, Kind.OTHER_LANGUAGES, Kind.MIXED_LANGUAGES, Kind.NOT_PROSE, Kind.BOILERPLATE),
}
ALSO = {
    Kind.REPEATED_PARAGRAPHS: (Kind.BOILERPLATE, Kind.NEAR_DUPLICATES),
    Kind.BOILERPLATE: (Kind.NOT_PROSE,),
    Kind.NEAR_DUPLICATES: (Kind.OTHER_LANGUAGES,),  # the same few sentences
    Kind.CONTROL: (Kind.MOJIBAKE,),  # an i with an accent becomes a soft hyphen
}
"""What documents with another fault may rightly have too."""
PER_FILE = 100
NOTICES = (
    "Suscríbete al boletín para no perderte ninguna historia del valle.",
    "Home | Stories | About us | Contact the village library",
    "Este sitio usa galletas propias para recordar tus preferencias.",
    "All stories belong to the children of the harbour school.",
    "Comparte esta página con tus amigos y vecinos del pueblo.",
    "Click here to read the next chapter of this collection.",
    "Queda prohibida la copia sin permiso de la biblioteca del puerto.",
    "Printed by the printing house at the old mill, second floor.",
)
FOREIGN = {
    "fr": "La petite fille cherche son chat dans le jardin derrière la maison. Il pleut depuis ce matin et les "
    "rues du village sont vides. Son père lui a donné un parapluie rouge avant de partir au marché. Elle "
    "entend enfin un miaulement sous l'escalier de pierre. Le chat avait trouvé une souris et ne voulait "
    "pas sortir. Ensemble ils rentrent boire du lait chaud près de la cheminée. Demain, ils iront voir la"
    " mer avec leur grand-mère. Personne ne sait pourquoi les bateaux sont restés au port.",
    "de": "Der alte Müller wohnte am Rand des Dorfes und hatte drei Hunde. Jeden Morgen brachte er das Mehl mit"
    " seinem Wagen in die Stadt. Die Kinder warteten schon an der Brücke, weil er ihnen immer Äpfel "
    "schenkte. Eines Tages war das Rad gebrochen und niemand konnte ihm helfen. Da kam ein Mädchen mit "
    "einem Werkzeugkasten und lachte. Gemeinsam reparierten sie den Wagen, bevor es dunkel wurde. Seitdem"
    " fährt sie jeden Samstag mit ihm über die Felder. Im Winter erzählt er ihr Geschichten vom Fluss.",
    "pt": "O menino não queria sair de casa porque estava chovendo muito. A sua avó fez um bolo de cenoura e "
    "chamou todos os vizinhos. Ninguém sabia onde tinham ficado as chaves do barco azul. Depois do "
    "almoço, eles caminharam até a praia com os cães. As crianças encontraram uma garrafa com uma "
    "mensagem muito antiga. O pescador leu as palavras e começou a chorar de saudade. Então decidiram "
    "procurar a ilha que estava desenhada no mapa. À noite, as estrelas mostraram o caminho de volta.",
    "ca": "El nen vivia amb els seus avis en una casa petita vora el riu. Cada matí anava a l'escola amb una "
    "bossa plena de llibres vells. Aquell dia va trobar un gos perdut sota el pont de pedra. Com que "
    "plovia molt, se'l va endur cap a casa sense dir res a ningú. L'àvia va somriure quan va veure els "
    "dos xops davant la porta. Després van fer xocolata calenta i van mirar la pluja des de la finestra. "
    "Ningú no sabia d'on venia aquell animal tan trist. L'endemà, tot el poble buscava l'amo del gos.",
}
CODE = """def {a}({b}, {c}):
    total = 0
    for item in {b}:
        if item.{a} > {c}[{n}]:
            total += item.size * {n}
        else:
            raise ValueError("{b}")
    return {{"{a}": total, "{c}": len({b})}}


class {a}Store:
    def __init__(self, {c}=None):
        self.{c} = {c} or []
        self.count = {n}

"""
MARKS = (
    *("<|im_start|>user", "<|im_end|>", "[INST]", "[/INST]", "<start_of_turn>model", "<end_of_turn>", "<<SYS>>"),
    *("<|start_header_id|>user<|end_header_id|>", "<|eot_id|>", "### Instruction:", "<|assistant|>"),
)
_DNI = "TRWAGMYFPDXBNJZSQVHLCKE"


class Planted:
    """Documents, file by file, and where their faults are."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.dice = random.Random(seed)
        self.spanish, self.english = _sentences()
        self.clean: list[str] = []
        self.truth: dict[Kind, dict[tuple[str, int], list[Spot]]] = defaultdict(lambda: defaultdict(list))
        self.of_two_encodings: set[tuple[str, int]] = set()
        self.size = self.files = 0
        self._rows: list[str] = []
        self._used_up: set[str] = set()

    def fill(self, size: int) -> None:
        names = [name for name in dir(self) if name.startswith("plant_") and name != "plant_very_long"]
        faults: list[Callable[[], None]] = [getattr(self, name) for name in names]
        self.plant_very_long()
        while self.size < size:
            if self.dice.random() < 0.5 or len(self.clean) < 200:
                self.clean.append(self.text())
                self._row(self.clean[-1])
            else:
                self.dice.choice(faults)()
            if self.dice.random() < 0.004:
                self.file_of_two_encodings()
        self._flush()

    # One fault each

    def plant_duplicate(self) -> None:
        self._whole(Kind.DUPLICATE_DOCUMENTS, self.dice.choice(self.clean))

    def plant_near_duplicate(self) -> None:
        original = self.dice.choice(self.clean)
        if original in self._used_up:
            return
        self._used_up.add(original)
        share = self.dice.uniform(0.002, 0.016)
        words = original.split(" ")
        changed = " ".join(self._word() if self.dice.random() < share else word for word in words)
        if changed != original and _similarity(original, changed) >= 0.8:
            self._whole(Kind.NEAR_DUPLICATES, changed)

    def plant_paragraph(self) -> None:
        paragraphs = self.text().split("\n\n")
        paragraphs.insert(1, self.dice.choice(self.clean).split("\n\n")[0])
        text = "\n\n".join(paragraphs)
        self._spots(Kind.REPEATED_PARAGRAPHS, text, [(text.index(paragraphs[1]), len(paragraphs[1]))])

    def plant_boilerplate(self) -> None:
        self._whole(Kind.BOILERPLATE, f"{self.text()}\n\n{self.dice.choice(NOTICES)}")

    def plant_mojibake(self) -> None:
        codec = self.dice.choice(("latin-1", "cp1252"))

        def garbled(word: str) -> str | None:
            try:
                return None if word.isascii() else word.encode().decode(codec)
            except UnicodeDecodeError:
                return None

        self._words(Kind.MOJIBAKE, garbled, self.dice.randint(1, 5), self.text(spanish=True))

    def plant_lost(self) -> None:
        self._words(Kind.ENCODING, lambda word: word[:1] + "\ufffd" + word[2:] if len(word) > 3 else None, 2)

    def plant_control(self) -> None:
        mark = self.dice.choice("\x07\x1b\u200b\u00ad\x85\x90".replace("\x85", ""))
        self._words(Kind.CONTROL, lambda word: f"{word[:2]}{mark}{word[2:]}" if len(word) > 3 else None, 2)

    def plant_invisible(self) -> None:
        mark = self.dice.choice("\u200e\u202b\u2060\ue0a0")
        self._words(Kind.INVISIBLE, lambda word: f"{word[:2]}{mark}{word[2:]}" if len(word) > 3 else None, 2)

    def plant_hyphen(self) -> None:
        text = self.text()
        counts = Counter(text.lower().replace(".", "").replace(",", "").split())

        def broken(word: str) -> str | None:
            whole = word.isalpha() and len(word) > 5 and word.islower() and counts[word] > 1
            return f"{word[:3]}-\n{word[3:]}" if whole else None

        self._words(Kind.HYPHENS, broken, 1, text)

    def plant_wrapped(self) -> None:
        width = self.dice.choice((60, 72, 78))
        text = "\n\n".join(textwrap.fill(each, width) for each in self.text().split("\n\n"))
        self._whole(Kind.WRAPPED_LINES, text)

    def plant_long_line(self) -> None:
        self._whole(Kind.LONG_LINES, " ".join(self.text(spanish=True).replace("\n\n", " ") for _ in range(5)))

    def plant_short(self) -> None:
        self._whole(
            Kind.SHORT_DOCUMENTS, f"{self._word()} {self.dice.choice(self.english)}"[: self.dice.randint(8, 45)]
        )

    def plant_very_long(self) -> None:
        self._whole(Kind.LONG_DOCUMENTS, "\n\n".join(self.text(spanish=True) for _ in range(2_200)))

    def plant_foreign(self) -> None:
        sentences = self.dice.choice(list(FOREIGN.values())).split(". ")
        chosen = self.dice.sample(sentences, 5)
        self._whole(Kind.OTHER_LANGUAGES, ". ".join(each.rstrip(".") for each in chosen) + f". {self._word()}.")

    def plant_mixed(self) -> None:
        halves = [self.text(spanish=True), self.text(spanish=False)]
        self.dice.shuffle(halves)
        self._whole(Kind.MIXED_LANGUAGES, "\n\n".join(halves))

    def plant_not_prose(self) -> None:
        rows = range(self.dice.randint(8, 60))
        number = self.dice.randint
        kinds: list[Callable[[], str]] = [
            lambda: "\n".join(";".join([self._word(), self._word(), str(number(1, 9999))]) for _ in rows),
            lambda: "\n".join("\t".join([self._word(), str(number(1, 99)), self._word()]) for _ in rows),
            lambda: "\n".join("| " + " | ".join(self._word() for _ in range(4)) + " |" for _ in rows),
            lambda: "\n".join(" ".join(f"{self.dice.random() * 100:.2f}" for _ in range(7)) for _ in rows),
            lambda: textwrap.fill(base64.b64encode(self.dice.randbytes(900)).decode(), 76),
            lambda: "".join(
                CODE.format(a=self._word(), b=self._word(), c=self._word(), n=number(1, 99)) for _ in range(4)
            ),
        ]
        self._whole(Kind.NOT_PROSE, self.dice.choice(kinds)())

    def plant_personal(self) -> None:
        dice = self.dice
        digits = lambda count: "".join(dice.choice("0123456789") for _ in range(count))  # noqa: E731
        dni = str(dice.randint(10**7, 10**8 - 1))
        nie = str(dice.randint(10**6, 10**7 - 1))
        account = dice.choice("123456789") + digits(19)
        check = 98 - int(account + "142800") % 97
        card = _with_luhn(dice.choice(("4", "51", "37"))[:2] + digits(14))
        values = [
            f"{self._word()}.{self._word()}@{self._word()}.{dice.choice(('es', 'com', 'com.mx', 'org.ar'))}",
            f"6{digits(2)} {digits(3)} {digits(3)}",
            f"6{digits(8)}",
            f"+34 9{dice.choice('13')} {digits(3)} {digits(2)} {digits(2)}",
            f"+52 55 {digits(4)} {digits(4)}",
            f"({dice.choice(('11', '55', '81'))}) {digits(4)}-{digits(4)}",
            card,
            " ".join(card[n : n + 4] for n in range(0, 16, 4)),
            f"ES{check:02} " + " ".join(account[n : n + 4] for n in range(0, 20, 4)),
            f"ES{check:02}{account}",
            f"{dni}{_DNI[int(dni) % 23]}",
            f"X{nie}{_DNI[int(nie) % 23]}",
            f"sk-{digits(4)}abcdefghABCDEFGH{digits(12)}",
            f"AKIA{digits(4)}ABCDEFGHIJKL",
            f"{dice.randint(60, 90)}.{dice.randint(1, 254)}.{dice.randint(1, 254)}.{dice.randint(1, 254)}",
            f"2a00:1450:{dice.randint(4096, 65535):x}:80f::{dice.randint(4096, 65535):x}",
        ]
        decoys = [
            card[:-1] + str((int(card[-1]) + 1) % 10),
            f"{dni}{_DNI[(int(dni) + 1) % 23]}",
            f"{dice.randint(1, 28)}/{dice.randint(1, 12)}/{dice.randint(1900, 2020)}",
            f"{dice.randint(1, 999)}.{digits(3)},{digits(2)} euros",
            "978-84-376-0494-7",
            f"192.168.1.{dice.randint(1, 254)}",
            f"{dice.randint(1, 9)}.{dice.randint(1, 20)}.{dice.randint(1, 20)}",
            f"{dice.randint(1, 23)}:{digits(2)}:{digits(2)}",
            f"{dice.randint(1900, 2026)}-{dice.randint(1900, 2026)}",
        ]
        words = self.text().split(" ")
        place = dice.randrange(5, len(words) - 5)
        value = dice.choice(values)
        words[place:place] = [value]
        words[place + 3 : place + 3] = [dice.choice(decoys)]
        start = len(" ".join(words[:place])) + 1
        self._spots(Kind.PERSONAL, " ".join(words), [(start, len(value))])

    def plant_marks(self) -> None:
        mark = self.dice.choice(MARKS)
        words = self.text().split(" ")
        place = self.dice.randrange(3, len(words) - 3)
        start = len(" ".join(words[:place])) + 1
        self._spots(Kind.PRIVATE_MARKS, " ".join([*words[:place], mark, *words[place:]]), [(start, len(mark))])

    def file_of_two_encodings(self) -> None:
        """Lines in UTF-8 and in Windows-1252."""
        lines = [self.text(spanish=True).replace("\n\n", " ") for _ in range(6)]
        data = b"\n".join(line.encode(("utf-8", "cp1252")[n % 2], "replace") for n, line in enumerate(lines))
        name = f"two-{self.files:05}-{len(self._rows):03}.txt"
        (self.folder / name).write_bytes(data)
        self.size += len(data)
        self.truth[Kind.ENCODING][name, 0].append((0, 10**9))
        self.of_two_encodings.add((name, 0))

    # What they are made of

    def text(self, spanish: bool | None = None) -> str:
        spanish = self.dice.random() < 0.5 if spanish is None else spanish
        sentences = self.spanish if spanish else self.english
        return "\n\n".join(
            " ".join(self.dice.choice(sentences) for _ in range(self.dice.randint(4, 8)))
            for _ in range(self.dice.randint(3, 6))
        )

    def _word(self) -> str:
        return "".join(self.dice.choice(("ba", "ce", "di", "fo", "gu", "la", "me", "ri", "so", "tu")) for _ in range(4))

    def _words(self, kind: Kind, change: Callable[[str], str | None], count: int, text: str = "") -> None:
        words = (text or self.text()).split(" ")
        spots = []
        for place in sorted(self.dice.sample(range(1, len(words) - 1), len(words) - 2)[: 40 * count]):
            if len(spots) < count and "\n" not in words[place] and (new := change(words[place])) is not None:
                words[place] = new
                spots.append(place)
        places = [(len(" ".join(words[:place])) + 1, len(words[place])) for place in spots]
        if spots:
            self._spots(kind, " ".join(words), places)

    def _whole(self, kind: Kind, text: str) -> None:
        self._spots(kind, text, [(0, len(text))])

    def _spots(self, kind: Kind, text: str, spots: list[Spot]) -> None:
        self.truth[kind][self._name(), len(self._rows)] += spots
        self._row(text)

    def _name(self) -> str:
        return f"text-{self.files:05}.jsonl"

    def _row(self, text: str) -> None:
        self._rows.append(text)
        self.size += len(text.encode())
        if len(self._rows) == PER_FILE:
            self._flush()

    def _flush(self) -> None:
        lines = [json.dumps({"text": row}, ensure_ascii=False) for row in self._rows]
        (self.folder / self._name()).write_text("\n".join(lines) + "\n" * bool(lines), encoding="utf-8")
        self._rows = []
        self.files += 1


def _sentences() -> tuple[list[str], list[str]]:
    found: tuple[set[str], set[str]] = (set(), set())
    for document in sample_documents(seed=1, size=1_500_000):
        if document.turns:
            continue
        spanish = document.text.count(" y ") + document.text.count(" de ") > document.text.count(" the ")
        text = document.text.replace("\n", " ")
        parts = [part.strip() for part in text.replace("? ", "?. ").replace("! ", "!. ").split(". ")]
        found[0 if spanish else 1].update(part.rstrip(".") + "." for part in parts if 25 < len(part) < 160)
    return sorted(found[0]), sorted(found[1])


def _similarity(first: str, second: str) -> float:
    one, two = ({tuple(words[n : n + 5]) for n in range(len(words) - 4)} for words in (first.split(), second.split()))
    return len(one & two) / max(1, len(one | two))


def _with_luhn(digits: str) -> str:
    body = digits[:15]
    total = sum(n if place % 2 else (2 * n - 9 if n > 4 else 2 * n) for place, n in enumerate(map(int, reversed(body))))
    return body + str(-total % 10)


def measure(folder: Path, planted: Planted) -> bool:
    found: dict[Kind, dict[tuple[str, int], list[Spot]]] = defaultdict(lambda: defaultdict(list))

    def collect(event: Event) -> None:
        if isinstance(event, FindingFound):
            finding = event.finding
            place = Path(finding.file).name, finding.document
            found[finding.kind][place].append((finding.place, finding.characters))

    started = time.monotonic()
    report = report_corpus.run(ReportCorpus(Corpus("planted", (str(folder),)), findings=10**9), JobContext(collect))
    seconds = time.monotonic() - started
    print(f"{report.bytes / 1e6:.1f} MB, {report.documents:,} documents in {seconds:.1f} s: ", end="")
    memory = psutil.Process().memory_info().rss
    print(f"{report.bytes / 1e6 / seconds:.1f} MB/s; {memory / 1e6:.0f} MB of memory in this process")
    print("languages:", ", ".join(f"{each.code} {each.documents}" for each in report.languages))
    print(f"{'kind':22} {'planted':>8} {'found':>8} {'recall':>7} {'precision':>9}  aim")
    good = True
    for kind in Kind:
        wanted = planted.truth[kind]
        other = set().union(
            *(planted.truth[each] for each in ALSO.get(kind, ())), planted.of_two_encodings - set(wanted)
        )
        there = {place: spots for place, spots in found[kind].items() if place not in other}
        if kind in OF_DOCUMENTS:
            planted_count, found_count = len(wanted), len(there)
            hits = right = len(set(wanted) & set(there))
        else:
            planted_count, found_count = sum(map(len, wanted.values())), sum(map(len, there.values()))
            hits = sum(any(map(_overlaps(a), there.get(place, ()))) for place, spots in wanted.items() for a in spots)
            right = sum(any(map(_overlaps(a), wanted.get(place, ()))) for place, spots in there.items() for a in spots)
        recall, precision = hits / max(1, planted_count), right / max(1, found_count)
        aim = AIMS.get(kind, USUAL_AIM)
        good = good and recall >= aim and precision >= aim
        print(f"{kind.value:22} {planted_count:8} {found_count:8} {recall:7.3f} {precision:9.3f}  {aim}")
        for place in sorted(set(there) - set(wanted))[:2]:
            print(f"    wrongly {place} {there[place][:2]}")
        for place in sorted(set(wanted) - set(there))[:2]:
            print(f"    missed {place} {wanted[place][:2]}")
    return good


def measure_speed(folder: Path, size: int, seed: int) -> None:
    """Files of 200 kB of plain text, half of it Spanish. The seconds of processor are those of all processes."""
    planted = Planted(folder, seed)
    for number in range(size // 200_000):
        text = "\n\n".join(planted.text(spanish=number % 2 == 0) for _ in range(100))
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
    before, started = os.times(), time.monotonic()
    report = report_corpus.run(ReportCorpus(Corpus("plain", (str(folder),))), JobContext())
    seconds, after = time.monotonic() - started, os.times()
    used = sum(after[:4]) - sum(before[:4])
    megabytes = report.bytes / 1e6
    print(f"{megabytes:.1f} MB in {seconds:.1f} s: {megabytes / seconds:.1f} MB/s; {used:.1f} s of processor: ", end="")
    print(f"{megabytes / used:.1f} MB/s per core; load {os.getloadavg()[0]:.1f}", end="; ")
    print(f"{psutil.Process().memory_info().rss / 1e6:.0f} MB of memory in this process")


def _overlaps(one: Spot) -> Callable[[Spot], bool]:
    return lambda other: one[0] <= other[0] + other[1] and other[0] <= one[0] + one[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="write the corpus into this folder and leave it there")
    parser.add_argument("--speed", action="store_true", help="plain text without faults: measure the speed only")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if arguments.speed:
            measure_speed(folder, arguments.megabytes * 1_000_000, arguments.seed)
            return
        planted = Planted(folder, arguments.seed)
        planted.fill(arguments.megabytes * 1_000_000)
        print("all aims are met" if measure(folder, planted) else "some aims are NOT met")


if __name__ == "__main__":
    main()
