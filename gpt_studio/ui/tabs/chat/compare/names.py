"""What a column is called."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gpt_studio.jobs.chat.votes import Contestant
from gpt_studio.ui.look.text import decimal
from gpt_studio.ui.tabs.chat.presets import presets

translate = QCoreApplication.translate


def name_of(contestant: Contestant) -> str:
    """The model, its adapter, and how it is sampled if not as its folder asks."""
    name = contestant.model
    if contestant.adapter:
        name += f" + {contestant.adapter}"
        if contestant.strength != 1.0:
            name += f" × {decimal(contestant.strength, 1)}"
    if contestant.sampling:
        titles = {preset.id: preset.title for preset in presets()}
        name += f" · {titles.get(contestant.sampling, contestant.sampling)}"
    return name


def ended_words(ended: str) -> str:
    """How a text ended, as :class:`gpt_studio.jobs.chat.write_text.WrittenText` has it."""
    return {
        "end": translate("chat_compare", "came to its end"),
        "length": translate("chat_compare", "cut at the maximum length"),
        "full": translate("chat_compare", "ended where its context was full"),
        "stopped": translate("chat_compare", "stopped by you"),
    }[ended]
