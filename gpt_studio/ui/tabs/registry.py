"""The registry of tabs, in the order of the stages. A new tab is one folder, one entry here and one ``go.`` command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gpt_studio.ui.state.handover import Stage
from gpt_studio.ui.widgets.tab import Tab


@dataclass(frozen=True)
class Place:
    """The stage of a tab and the function that imports its class, which is called when the tab is first needed."""

    stage: Stage
    load: Callable[[], type[Tab]]


def _start() -> type[Tab]:
    from gpt_studio.ui.tabs.start.tab import StartTab

    return StartTab


def _corpora() -> type[Tab]:
    from gpt_studio.ui.tabs.corpora.tab import CorpusTab

    return CorpusTab


def _tokenizer() -> type[Tab]:
    from gpt_studio.ui.tabs.tokenizer.tab import TokenizerTab

    return TokenizerTab


def _training() -> type[Tab]:
    from gpt_studio.ui.tabs.training.tab import TrainingTab

    return TrainingTab


def _models() -> type[Tab]:
    from gpt_studio.ui.tabs.models.tab import ModelsTab

    return ModelsTab


def _chat() -> type[Tab]:
    from gpt_studio.ui.tabs.chat.tab import ChatTab

    return ChatTab


TABS = (
    Place(Stage.START, _start),
    Place(Stage.CORPUS, _corpora),
    Place(Stage.TOKENIZER, _tokenizer),
    Place(Stage.TRAINING, _training),
    Place(Stage.MODELS, _models),
    Place(Stage.CHAT, _chat),
)
