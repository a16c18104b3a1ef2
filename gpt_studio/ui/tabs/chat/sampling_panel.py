"""The sampling settings, with an explanation of each."""

from __future__ import annotations

import random
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import count, tip
from gpt_studio.ui.widgets.buttons import Button, IconButton
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.field_form import FieldForm
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.scrolled import Scrolled

_LARGEST_SEED = 999_999


class SamplingPanel(Card):
    """Starts from the settings of the model's folder, and can be reset to them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Sampling"), concept="sampling", parent=parent)
        self.setObjectName("chat_sampling_panel")
        self._defaults = Sampling()
        self._form = FieldForm(self._defaults, name="chat_sampling")
        self._form.changed.connect(self._show_state)
        self._put_dice_beside_seed()
        self._origin = label("", "caption", wrap=True)
        self._origin.setObjectName("chat_sampling_origin")
        self._reset = Button(self.tr("Reset"), name="chat_sampling_reset", look="quiet")
        self._reset.setToolTip(tip(self.tr("Back to what the model's folder asks for")))
        self._reset.clicked.connect(lambda: self._form.set_value(self._defaults))
        self.buttons.addWidget(self._reset)
        scrolled = Scrolled(name="chat_sampling_scrolled")
        scrolled.body.addWidget(self._origin)
        scrolled.body.addWidget(self._form)
        scrolled.body.addStretch()
        self.body.addWidget(scrolled)
        self._say_origin(0)
        self._show_state()

    @property
    def sampling(self) -> Sampling:
        """The settings for the next reply."""
        value: Sampling = self._form.value()
        return value

    @property
    def is_valid(self) -> bool:
        return self._form.is_valid()

    def set_defaults(self, defaults: Sampling, context_length: int) -> None:
        """Take the ``defaults`` of the model that was opened, which sees ``context_length`` tokens at once."""
        self._defaults = defaults
        self._form.set_value(defaults)
        self._say_origin(context_length)
        self._show_state()

    @property
    def defaults(self) -> Sampling:
        """The settings of the model's folder."""
        return self._defaults

    def show_sampling(self, sampling: Sampling) -> None:
        """Take the settings that stay with a conversation."""
        self._form.set_value(sampling)
        self._show_state()

    def _put_dice_beside_seed(self) -> None:
        dice = IconButton("ph.dice-five", self.tr("Throw the dice for a seed"), name="chat_sampling_dice")
        dice.clicked.connect(self._draw_seed)
        row = self._form.row("seed")
        both = QWidget()
        beside = QHBoxLayout(both)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(Space.XS)
        layout = row.layout()
        assert layout is not None
        layout.replaceWidget(row.editor, both)
        beside.addWidget(row.editor, 1)
        beside.addWidget(dice, 0, Qt.AlignmentFlag.AlignTop)

    def _draw_seed(self) -> None:
        self._form.set_value(replace(self.sampling, seed=random.randint(0, _LARGEST_SEED)))

    def _say_origin(self, context_length: int) -> None:
        """``context_length``: that of the open model; 0 if none is open."""
        said = self.tr("How the model chooses each next token.")
        if context_length:
            said = self.tr(
                "How the model chooses each next token. It began with the values that the model brought along.\n\nIt "
                "sees {context} tokens at once, so a text has at most {tokens} new ones. “Continue” goes on from there."
            ).format(context=count(context_length), tokens=count(self._defaults.max_new_tokens))
        self._origin.setText(said)

    def _show_state(self) -> None:
        self._reset.setEnabled(self._form.value() != self._defaults)
