"""The sampling settings, with an explanation of each."""

from __future__ import annotations

import random
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import count, tip
from gpt_studio.ui.tabs.chat.chances_picture import ChancesPicture
from gpt_studio.ui.tabs.chat.next_token import EXAMPLE, after
from gpt_studio.ui.tabs.chat.presets import preset_of, presets, with_preset
from gpt_studio.ui.widgets.buttons import Button, IconButton
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.field_form import FieldForm
from gpt_studio.ui.widgets.folding_panel import FoldingPanel
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.scrolled import Scrolled

_LARGEST_SEED = 999_999


def drawn_seed() -> int:
    """A seed that a person can read and type again."""
    return random.randint(0, _LARGEST_SEED)


class SamplingPanel(Card):
    """Starts from the settings of the model's folder, and can be reset to them. ``keep_wanted`` carries the settings
    that are to become the model's own."""

    keep_wanted = Signal(object)

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
        self._chances: tuple[tuple[float, ...], tuple[str, ...]] = (EXAMPLE, ())
        self._picture = ChancesPicture()
        self._picture_words = label("", "caption", wrap=True)
        self._picture_words.setObjectName("chat_sampling_picture_words")
        more = FoldingPanel(self.tr("More"), name="chat_sampling_more")
        more.body.addWidget(self._form)
        self._keep = Button(
            self.tr("Keep as its default"), name="chat_sampling_keep", icon="ph.floppy-disk", look="quiet"
        )
        self._keep.setToolTip(
            tip(
                self.tr(
                    "Writes them into the model's folder (generation_config.json), for this program and others. Stop "
                    "texts, the seed and the penalties of presence and frequency stay with the conversation."
                )
            )
        )
        self._keep.clicked.connect(lambda: self.keep_wanted.emit(self.sampling))
        scrolled = Scrolled(name="chat_sampling_scrolled")
        scrolled.body.addWidget(self._origin)
        scrolled.body.addLayout(self._preset_rows())
        scrolled.body.addWidget(self._picture)
        scrolled.body.addWidget(self._picture_words)
        scrolled.body.addWidget(more)
        scrolled.body.addWidget(self._keep)
        scrolled.body.addStretch()
        self.body.addWidget(scrolled)
        self._has_model = False
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
        self._has_model = True
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

    def keep_defaults(self, defaults: Sampling) -> None:
        """Take ``defaults`` as the model's own; what is chosen stays."""
        self._defaults = defaults
        self._show_state()

    def show_chances(self, chances: tuple[float, ...], words: tuple[str, ...]) -> None:
        """Draw with the chances that the open model gave the likeliest tokens, the likeliest first."""
        self._chances = (chances, words)
        self._show_state()

    def _preset_rows(self) -> QVBoxLayout:
        rows = QVBoxLayout()
        rows.setSpacing(Space.XS)
        self._presets: dict[str, QRadioButton] = {}
        self._lines: dict[str, str] = {}
        group = QButtonGroup(self)
        for preset in presets():
            button = QRadioButton(preset.title)
            button.setObjectName(f"chat_preset_{preset.id}")
            button.setToolTip(tip(preset.line))
            button.setAccessibleDescription(preset.line)
            button.clicked.connect(lambda _checked=False, chosen=preset.id: self._choose(chosen))
            group.addButton(button)
            rows.addWidget(button)
            self._presets[preset.id], self._lines[preset.id] = button, preset.line
        self._group = group
        self._line = label("", "caption", wrap=True)
        self._line.setObjectName("chat_preset_line")
        rows.addWidget(self._line)
        return rows

    def _choose(self, preset: str) -> None:
        self._form.set_value(with_preset(preset, self.sampling, self._defaults))
        self._show_state()

    def _put_dice_beside_seed(self) -> None:
        dice = IconButton("ph.dice-five", self.tr("Throw the dice for a seed"), name="chat_sampling_dice")
        dice.clicked.connect(self._draw_seed)
        row = self._form.row("seed")
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        beside = QHBoxLayout()
        column.addLayout(beside)
        beside.setSpacing(Space.XS)
        layout = row.layout()
        assert layout is not None
        layout.replaceWidget(row.editor, both)
        beside.addWidget(row.editor, 1)
        beside.addWidget(dice, 0, Qt.AlignmentFlag.AlignTop)
        self._last_seed: int | None = None
        self._seed_words = label("", "caption")
        self._seed_words.setObjectName("chat_sampling_last_seed")
        self._use_seed = Button(self.tr("Use it again"), name="chat_sampling_use_seed", look="quiet")
        self._use_seed.clicked.connect(self._use_last_seed)
        last = QHBoxLayout()
        last.setSpacing(Space.S)
        last.addWidget(self._seed_words, 1)
        last.addWidget(self._use_seed)
        column.addLayout(last)
        self.show_last_seed(None)

    def show_last_seed(self, seed: int | None) -> None:
        """Say with which seed the last reply was written, and offer to use it again."""
        self._last_seed = seed
        self._seed_words.setText("" if seed is None else self.tr("Last reply: {seed}").format(seed=seed))
        for widget in (self._seed_words, self._use_seed):
            widget.setVisible(seed is not None)

    def _use_last_seed(self) -> None:
        self._form.set_value(replace(self.sampling, seed=self._last_seed))

    def _draw_seed(self) -> None:
        self._form.set_value(replace(self.sampling, seed=drawn_seed()))

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
        self._keep.setEnabled(self._has_model and self.is_valid and self._form.value() != self._defaults)
        if not self.is_valid:
            return
        chosen = preset_of(self.sampling, self._defaults)
        self._group.setExclusive(False)  # so that none can be chosen
        for preset, button in self._presets.items():
            button.setChecked(preset == chosen)
        self._group.setExclusive(True)
        self._line.setText(self._lines.get(chosen, self.tr("Your own mixture, see “More”.")))
        before, words = self._chances
        self._picture.show_chances(before, after(before, self.sampling), words)
        self._picture_words.setText(
            self.tr("Chances of the first token of the last reply: before (grey) and after these settings.")
            if words
            else self.tr("Chances of a next token, for example: before (grey) and after these settings.")
        )
