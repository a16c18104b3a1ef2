"""The order in which a first model is made: look at the text, save it with a tokenizer, hand over to the training."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gpt_studio.core.errors import Message
from gpt_studio.core.events import Event, Progress
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.ui.state.handover import TrainNow
from gpt_studio.ui.state.worker import LatestWins, Runner, RunningJob
from gpt_studio.ui.tabs.corpora.draft import CorpusDraft

if TYPE_CHECKING:
    from gpt_studio.jobs.app.first_model import Ready, TextReport


class Phase(Enum):
    """``CHOOSING``: the person decides. ``PREPARING``: the tokenizer is trained; the training follows."""

    CHOOSING = "choosing"
    PREPARING = "preparing"


@dataclass(frozen=True)
class Wanted:
    """The model to be made."""

    name: str
    minutes: float


class Guide(QObject):
    """``changed``: something that can be read here is different. ``progressed`` carries a :class:`Progress`,
    ``ready`` the :class:`TrainNow` that starts the training, ``failed`` the :class:`Message` of what stopped it."""

    changed = Signal()
    progressed = Signal(object)
    ready = Signal(object)
    failed = Signal(object)

    def __init__(self, home: Home, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._home = home
        self._runner = runner
        self._job: RunningJob | None = None
        self._stopping = False
        self._own = CorpusDraft()
        self.phase = Phase.CHOOSING
        self.from_sample = True
        self.report: TextReport | None = None
        """What was found in the person's own text; None while it is being read."""
        self.wanted = Wanted("", 0.0)
        self._looking = LatestWins(runner, _look, on_result=self._looked, on_error=self.failed.emit, parent=self)

    @property
    def corpus(self) -> Corpus:
        """The text that is chosen, named as the corpus tab would name it. It has no sources if there is none yet."""
        return CorpusDraft().with_sources((SAMPLE,)).corpus if self.from_sample else self._own.corpus

    @property
    def has_own_text(self) -> bool:
        return not self._own.empty

    @property
    def own_sources(self) -> tuple[str, ...]:
        """The files and folders of the person's own text."""
        return self._own.corpus.sources

    @property
    def reading(self) -> bool:
        """Whether the person's own text is being read."""
        return not self.from_sample and self.has_own_text and self.report is None

    @property
    def talks(self) -> bool:
        """Whether a model that learns from the chosen text will hold conversations."""
        return self.from_sample or (self.report is not None and self.report.talks)

    @property
    def own_name(self) -> str:
        return self._own.corpus.name

    @property
    def text_is_fine(self) -> bool:
        """Whether a model can learn from the chosen text."""
        return self.from_sample or (self.report is not None and self.report.problem is None)

    def choose_sample(self, chosen: bool) -> None:
        self.from_sample = chosen
        self.changed.emit()

    def choose_own(self, sources: list[str]) -> None:
        """Add these files and folders to those chosen before."""
        self.from_sample = False
        self._own = self._own.with_sources(sources)
        self.look_again()

    def remove_own(self, source: str) -> None:
        """Take a file or folder off the list of those chosen."""
        self._own = CorpusDraft().with_sources(each for each in self.own_sources if each != source)
        if self._own.empty:
            self._looking.cancel()
            self.report = None
            self.changed.emit()
        else:
            self.look_again()

    def look_again(self) -> None:
        """Read the person's own text, because it is new or may have changed."""
        self.report = None
        self._looking.submit(self._own.corpus)
        self.changed.emit()

    def begin(self, wanted: Wanted) -> None:
        """Prepare the training of ``wanted``; :attr:`ready` follows, or :attr:`failed`, or neither after
        :meth:`cancel`."""
        self.wanted, self._stopping = wanted, False
        self.phase = Phase.PREPARING
        self._job = self._runner.start(
            _get_ready,
            _Request(self._home, self.corpus),
            on_event=self._happened,
            on_result=self._prepared,
            on_error=self._not_prepared,
            on_cancelled=self._over,
            heavy=True,
        )
        self.changed.emit()

    def cancel(self) -> None:
        """Stop preparing; nothing of it stays."""
        if self._job is not None:
            self._stopping = True
            self._job.stop()  # its result, if it is too late, must still arrive, so that it can be taken back

    def shut_down(self) -> None:
        self._looking.cancel()
        self.cancel()

    def _looked(self, report: TextReport) -> None:
        self.report = report
        self.changed.emit()

    def _happened(self, event: Event) -> None:
        if isinstance(event, Progress):
            self.progressed.emit(event)

    def _prepared(self, ready: Ready) -> None:
        stopped = self._stopping
        self._over()
        if stopped:
            self._runner.start(_take_back, ready)
        else:
            self.ready.emit(TrainNow(ready.corpus, ready.tokenizer, self.wanted.name, self.wanted.minutes))

    def _not_prepared(self, problem: Message) -> None:
        self._over()
        self.failed.emit(problem)

    def _over(self) -> None:
        self._job = None
        self.phase = Phase.CHOOSING
        self.changed.emit()


@dataclass(frozen=True)
class _Request:
    home: Home
    corpus: Corpus


# The jobs are imported in the worker thread, because the window opens with this tab.


def _look(corpus: Corpus, context: JobContext) -> TextReport:
    from gpt_studio.jobs.app.first_model import LookAtText, look

    return look(LookAtText(corpus), context)


def _get_ready(request: _Request, context: JobContext) -> Ready:
    from gpt_studio.jobs.app.first_model import GetReady, get_ready

    return get_ready(GetReady(request.home, request.corpus), context)


def _take_back(ready: Ready, context: JobContext) -> None:
    from gpt_studio.jobs.app.first_model import TakeBack, take_back

    take_back(TakeBack(ready), context)
