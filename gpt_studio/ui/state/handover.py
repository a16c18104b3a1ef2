"""Requests from one tab to another. A tab emits one; the main window opens the tab it is for and passes it on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path


@dataclass(frozen=True)
class TrainTokenizerOn:
    """Go to the tokenizer tab with the saved corpus of this name chosen."""

    corpus: str


@dataclass(frozen=True)
class TrainModelWith:
    """Go to the training tab with this saved tokenizer chosen, and with its corpus if that is known."""

    tokenizer: str
    corpus: str = ""


@dataclass(frozen=True)
class ContinueTraining:
    """Go to the training tab to train the model in this folder further, on the saved corpus of this name, or on the
    text that it knows."""

    folder: Path
    corpus: str = ""


@dataclass(frozen=True)
class TrainNow:
    """Go to the training tab and train on the saved corpus with the saved tokenizer at once, for so many minutes and
    with the size that suits the time. ``chat_after``: when it has finished, the chat opens."""

    corpus: str
    tokenizer: str
    name: str
    minutes: float
    chat_after: bool = True


@dataclass(frozen=True)
class ResumeTraining:
    """Go to the training tab and go on with the training that stopped in this folder."""

    folder: Path


@dataclass(frozen=True)
class WatchTraining:
    """Go to the training tab to see the training that is under way."""


@dataclass(frozen=True)
class ShowModel:
    """Go to the models tab with the model in this folder selected."""

    folder: Path


@dataclass(frozen=True)
class ChatWith:
    """Go to the chat tab with the model in this folder."""

    folder: Path


@dataclass(frozen=True)
class GoOnTalking:
    """Go to the chat tab with the saved conversation of this id."""

    conversation: str


class Stage(Enum):
    """The stages, in their order; a tab belongs to one."""

    START = "start"
    CORPUS = "corpus"
    TOKENIZER = "tokenizer"
    TRAINING = "training"
    MODELS = "models"
    CHAT = "chat"


DESTINATION: dict[type, Stage] = {
    TrainTokenizerOn: Stage.TOKENIZER,
    TrainModelWith: Stage.TRAINING,
    ContinueTraining: Stage.TRAINING,
    TrainNow: Stage.TRAINING,
    ResumeTraining: Stage.TRAINING,
    WatchTraining: Stage.TRAINING,
    ShowModel: Stage.MODELS,
    ChatWith: Stage.CHAT,
    GoOnTalking: Stage.CHAT,
}
