"""What to train on and from: a corpus, and a tokenizer for a new model or a base model to continue.

The corpus, what it is mixed with and the tokenizer are shown where the settings page puts them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from gpt_studio.artifacts.checkpoint_folders import model_of_checkpoint, shown_name
from gpt_studio.core.errors import Message
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.mixture import Mixture, TrainingText, WeightedCorpus
from gpt_studio.corpora.scan import SAMPLE_NAME, SAMPLE_TITLE
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.jobs.corpora.list_corpora import CorpusEntry
from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.jobs.tokenizers.list_tokenizers import TokenizerEntry
from gpt_studio.jobs.training.read_history import StartedWith
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import count, decimal, message_text, percent, short_count, short_path
from gpt_studio.ui.tabs.models.words import architecture
from gpt_studio.ui.tabs.training.chooser import Chooser
from gpt_studio.ui.tabs.training.text_mix import TextMix
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.segments import Segments

_OWN = "own"
_SCRATCH = "scratch"
_BASE = "base"


class Material(QWidget):
    """Emits ``changed`` after every choice. With a base model no tokenizer is chosen, because it has its own."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._corpora: dict[str, Corpus] = {}
        self._tokenizers: dict[str, TokenizerEntry] = {}
        self._models: dict[str, ModelEntry] = {}
        self._other_bases: list[Path] = []
        self._origin = Segments(
            "training_origin",
            self.tr("Where the model comes from"),
            [
                (_SCRATCH, self.tr("From scratch"), ""),
                (_BASE, self.tr("Go on from a model"), ""),
            ],
            fill=True,
        )
        self.corpus = Chooser(self.tr("Corpus"), name="training_corpus", concept="corpus")
        self.mix = TextMix()
        self.tokenizer = Chooser(self.tr("Tokenizer"), name="training_tokenizer", concept="tokenizer")
        self.base = Chooser(self.tr("Base model"), name="training_base", concept="base_model")
        self._other = Button(self.tr("Another folder…"), name="training_base_other", icon="ph.folder-open")
        self._base_problem = label("", "problem", wrap=True)
        self._base_problem.setObjectName("training_base_problem")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        for widget in (self._origin, self.base, self._base_problem, self._other):
            layout.addWidget(widget)
        self._origin.changed.connect(self._switch)
        self._choosers = (self.corpus, self.tokenizer, self.base)
        self.corpus.changed.connect(self._show_mix)  # before anybody asks what is chosen
        for chooser in self._choosers:
            chooser.changed.connect(self.changed)
        self.mix.changed.connect(self.changed)
        self._other.clicked.connect(self._ask_for_base)
        self.show_corpora(())
        self.show_tokenizers(())
        self.show_models(())
        self._switch()

    @property
    def fine_tuning(self) -> bool:
        return self._origin.value == _BASE

    @property
    def chosen_corpus(self) -> TrainingText:
        """The corpus, or the mixture."""
        weights = self.mix.weights
        if not weights:
            return self._corpora[self.corpus.key]
        return Mixture(tuple(WeightedCorpus(self._corpora[key], weight) for key, weight in weights.items()))

    @property
    def is_sample(self) -> bool:
        """Whether the text is the built-in sample and nothing else."""
        corpus = self.chosen_corpus
        return isinstance(corpus, Corpus) and corpus.sources == (SAMPLE,)

    @property
    def corpus_words(self) -> str:
        """The corpus, or the mixture with its shares."""
        return self._name_of(self.chosen_corpus) if self.mix.weights else self.corpus.box.currentText()

    @property
    def short_corpus_name(self) -> str:
        """A short name of the corpus, for the suggested name of the model."""
        return " + ".join(self._short_name(key) for key in self.mix.weights or (self.corpus.key,))

    def _short_name(self, key: str) -> str:
        return self.tr("Stories") if key == SAMPLE else key

    @property
    def chosen_tokenizer(self) -> TokenizerEntry | None:
        """None if one is to be trained first."""
        return self._tokenizers.get(self.tokenizer.key)

    @property
    def chosen_base(self) -> Path | None:
        return Path(self.base.key) if self.base.key else None

    def corpus_of(self, base: Path) -> str:
        """The key of the corpus that the model in ``base`` was trained on; "" where it is not known."""
        entry = self._models.get(str(model_of_checkpoint(base) or base))
        if entry is None or entry.data is None:
            return ""
        return SAMPLE if entry.data == SAMPLE_NAME else entry.data

    def tokenizer_of(self, base: Path) -> str:
        """The name of the tokenizer that the model in ``base`` was trained with; "" where it is not known."""
        entry = self._models.get(str(model_of_checkpoint(base) or base))
        return "" if entry is None else entry.tokenizer

    @property
    def goes_on_with_its_text(self) -> bool:
        """Whether the base reads on in the corpus that it was trained on."""
        base = self.chosen_base
        return (
            self.fine_tuning and base is not None and not self.mix.weights and self.corpus_of(base) == self.corpus.key
        )

    def choose_corpus(self, key: str) -> None:
        """Choose the corpus of this key alone."""
        mixed = self.mix.weights
        self.mix.restore({})
        self.corpus.choose(key)
        self.corpus.decide()
        if mixed:
            self.changed.emit()

    def go_on_from(self, folder: Path) -> None:
        """Choose the model in ``folder`` as the base; the folder may be anywhere."""
        if not self.base.has(str(folder)):
            self._other_bases.append(folder)
            self.show_models(tuple(self._models.values()))
        self.base.choose(str(folder))
        self._origin.set_value(_BASE)
        self._switch()

    def start_from_scratch(self) -> None:
        self._origin.set_value(_SCRATCH)
        self._switch()

    def decide(self) -> None:
        """Keep the current choices when newer entries are listed, because a run begins with them."""
        for chooser in (self.corpus, self.base if self.fine_tuning else self.tokenizer):
            chooser.decide()

    def state(self) -> tuple[str, list[Any], dict[str, float]]:
        return self._origin.value, [chooser.state() for chooser in self._choosers], self.mix.weights

    def restore(self, state: tuple[str, list[Any], dict[str, float]]) -> None:
        origin, choosers, weights = state
        for chooser, kept in zip(self._choosers, choosers, strict=True):
            chooser.restore(kept)
        self._show_mix()
        self.mix.restore(weights)
        self.mix.show()
        self._show_origin(origin)

    def show_run(self, run: StartedWith) -> None:
        """Show what ``run`` was started with, whether that still exists or not."""
        self.mix.hide()
        self.corpus.show_instead(run.corpus.name, self._name_of(run.corpus), self._about_corpus(run.corpus))
        if run.base is not None:
            base = self._models.get(str(run.base))
            about = short_path(run.base) if base is None else self._about(base)
            self.base.show_instead(str(run.base), shown_name(run.base), about)
        elif run.tokenizer is not None:
            about = self._about_vocabulary(run.vocab_size) if run.vocab_size else short_path(run.tokenizer)
            self.tokenizer.show_instead(str(run.tokenizer), run.tokenizer.name, about)
        else:
            self.tokenizer.show_instead(*self._own_tokenizer())
        self._show_origin(_BASE if run.base is not None else _SCRATCH)

    def show_base_problem(self, problem: Message | None) -> None:
        self._base_problem.setText("" if problem is None else message_text(problem))
        self._base_problem.setVisible(problem is not None and self.fine_tuning)

    def show_corpora(self, entries: tuple[CorpusEntry, ...]) -> None:
        """Offer the saved corpora, the newest preferred, and the built-in sample."""
        usable = {entry.name: entry.corpus for entry in entries if entry.corpus is not None}
        sample = Corpus(SAMPLE_NAME, (SAMPLE,))
        self._corpora = {**usable, SAMPLE: sample}
        options = [(name, name, self._about_corpus(corpus)) for name, corpus in usable.items()]
        options.append((SAMPLE, self._name_of(sample), self._about_corpus(sample)))
        self.corpus.set_options(options, options[0][0])
        mixed = self.mix.weights
        self._show_mix()
        if self.mix.weights != mixed:
            self.changed.emit()

    def show_tokenizers(self, entries: tuple[TokenizerEntry, ...]) -> None:
        """Offer the saved tokenizers, the newest preferred, and a new one that is trained first."""
        self._tokenizers = {str(entry.folder): entry for entry in entries if entry.problem is None}
        options = [
            (key, entry.name, self._about_vocabulary(entry.vocab_size)) for key, entry in self._tokenizers.items()
        ]
        options.append(self._own_tokenizer())
        self.tokenizer.set_options(options, options[0][0])

    def show_models(self, entries: tuple[ModelEntry, ...]) -> None:
        self._models = {str(entry.folder): entry for entry in entries if entry.problem is None}
        options = [(key, entry.name, self._about(entry)) for key, entry in self._models.items()]
        options += [
            (str(folder), shown_name(folder), short_path(folder))
            for folder in self._other_bases
            if str(folder) not in self._models
        ]
        self.base.set_options(options, options[0][0] if options else "")
        self.base.box.setEnabled(bool(options))

    def _switch(self) -> None:
        self.base.setVisible(self.fine_tuning)
        self._other.setVisible(self.fine_tuning)
        self.show_base_problem(None)
        self.changed.emit()

    def _show_origin(self, origin: str) -> None:
        self._origin.set_value(origin)
        with QSignalBlocker(self):
            self._switch()

    def _own_tokenizer(self) -> tuple[str, str, str]:
        words = self.tr("Trained on the corpus before the model, with a vocabulary that fits its size.")
        return _OWN, self.tr("Train one for me"), words

    def _about_vocabulary(self, size: int) -> str:
        return self.tr("Vocabulary of {size} tokens").format(size=count(size))

    def _show_mix(self) -> None:
        self.mix.show_corpora({key: self._name_of(corpus) for key, corpus in self._corpora.items()}, self.corpus.key)

    def _name_of(self, corpus: TrainingText) -> str:
        if isinstance(corpus, Mixture):
            pairs = zip(corpus.shares, corpus.parts, strict=True)
            return ", ".join(f"{percent(share)} {self._name_of(part.corpus)}" for share, part in pairs)
        return message_text(SAMPLE_TITLE) if corpus.name == SAMPLE_NAME else corpus.name

    def _about_corpus(self, corpus: TrainingText) -> str:
        if (corpus.name, corpus.sources) == (SAMPLE_NAME, (SAMPLE,)):
            return self.tr("Stories and dialogues in English and Spanish, written for a first model.")
        names = [self.tr("built-in sample") if source == SAMPLE else Path(source).name for source in corpus.sources]
        shown = ", ".join(names[:3])
        more = len(names) - 3
        return shown + (" " + self.tr("and %n more", "", more) if more > 0 else "")

    def _about(self, entry: ModelEntry) -> str:
        facts = [
            architecture(entry.model_type),
            self.tr("{count} parameters").format(count=short_count(entry.parameters)),
            self.tr("context of {length} tokens").format(length=count(entry.context_length)),
        ]
        if entry.bits_per_byte is not None:
            facts.append(self.tr("{bits} bits per byte").format(bits=decimal(entry.bits_per_byte, 2)))
        return " · ".join(facts)

    def _ask_for_base(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a model's folder"))
        dialog.setObjectName("training_base_dialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: self.go_on_from(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
