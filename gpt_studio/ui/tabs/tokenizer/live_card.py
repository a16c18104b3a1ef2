"""A text box, and beneath it the tokens of its text, which follow as a person types."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from gpt_studio.jobs.tokenizers.open_tokenizer import OpenedTokenizer, SplitText
from gpt_studio.ui.look.fonts import fixed_font
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import character_count, count, decimal, token_count
from gpt_studio.ui.state.worker import LatestWins, Runner
from gpt_studio.ui.tabs.tokenizer.chips import Chips, chips_of_text
from gpt_studio.ui.tabs.tokenizer.token_view import TokenView
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.card import Card, line
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.notice import Notice
from gpt_studio.ui.widgets.segments import Segments

MOST_SHOWN = 50_000
"""The longest text, in characters, that is shown as tokens as a whole."""
_LEAST_HEIGHT = 96


class LiveCard(Card):
    """Tokenizes the text with the open tokenizer in a worker thread."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Try it on any text"), wide_buttons=True, parent=parent)
        self._opened: OpenedTokenizer | None = None
        self._text = self._text_box()
        self._tokens = TokenView(name="tokenizer_tokens")
        self._counts = label("", "muted")
        self._counts.setObjectName("tokenizer_counts")
        self._cut = label("", "caption", wrap=True)
        self._cut.setObjectName("tokenizer_cut")
        self._notice = Notice("error", name="tokenizer_split_notice")
        self._copy = Button(self.tr("Copy ids"), name="tokenizer_copy_ids", icon="ph.copy", look="quiet")
        self._copy.clicked.connect(self._copy_ids)
        self._mode = Segments(
            "tokenizer_ids",
            self.tr("Where the ids are shown"),
            [("hover", self.tr("Text"), ""), ("beneath", self.tr("Text and ids"), "")],
        )
        self._mode.changed.connect(lambda mode: self._tokens.show_ids(mode == "beneath"))
        self._splitting = LatestWins(
            runner, chips_of_text, on_result=self._show, on_error=self._notice.show_message, parent=self
        )
        self._text.textChanged.connect(self._split)
        self._tokens.chosen_changed.connect(self._count)
        self._shown = Chips((), 0, 0)
        self._fill()

    def show_tokenizer(self, opened: OpenedTokenizer) -> None:
        """Use this tokenizer from now on."""
        self._opened = opened
        self._split()

    def shut_down(self) -> None:
        self._splitting.cancel()

    def _fill(self) -> None:
        self.buttons.addWidget(self._mode)
        self.buttons.addWidget(self._copy)
        foot = QHBoxLayout()
        foot.setSpacing(Space.M)
        foot.addWidget(self._counts, 1)
        self.body.addWidget(self._text, 1)
        self.body.addWidget(self._notice)
        self.body.addWidget(self._tokens, 3)
        self.body.addWidget(self._cut)
        self.body.addWidget(line())
        self.body.addLayout(foot)
        self._cut.hide()

    def _text_box(self) -> QPlainTextEdit:
        box = QPlainTextEdit(
            self.tr(
                "The lighthouse keeper's daughter counted 1,234 waves before breakfast.\n"
                "La niña pequeña comió piñones mientras llovía. 🙂"
            )
        )
        box.setObjectName("tokenizer_text")
        box.setAccessibleName(self.tr("Text to split into tokens"))
        box.setPlaceholderText(self.tr("Write or paste any text here."))
        box.setTabChangesFocus(True)
        box.setFont(fixed_font())
        box.setMinimumHeight(_LEAST_HEIGHT)
        set_look(box, "preview")
        return box

    def _split(self) -> None:
        if self._opened is None:
            return
        text = self._text.toPlainText()
        self._cut.setVisible(len(text) > MOST_SHOWN)
        self._cut.setText(
            self.tr("The tokens of the first {count} characters are shown.").format(count=count(MOST_SHOWN))
        )
        self._splitting.submit(SplitText(self._opened.tokenizer, text[:MOST_SHOWN]))

    def _show(self, chips: Chips) -> None:
        self._notice.hide()
        self._shown = chips
        self._tokens.show_chips(chips.chips)

    def _count(self) -> None:
        chosen = self._tokens.chosen()
        if len(chosen) == 1:
            self._counts.setText(self._tokens.explanation(chosen[0]))
        elif chosen:
            self._counts.setText(
                self.tr("{chosen} of {all} tokens chosen").format(
                    chosen=count(len(chosen)), all=count(len(self._shown.chips))
                )
            )
        else:
            self._counts.setText(self._totals())
        self._copy.setEnabled(bool(self._shown.chips))

    def _totals(self) -> str:
        held = len(self._shown.chips)
        if not held:
            return self.tr("No text, no tokens.")
        packing = self.tr("{packing} bytes per token").format(packing=decimal(self._shown.text_bytes / held, 2))
        return " · ".join((token_count(held), character_count(self._shown.characters), packing))

    def _copy_ids(self) -> None:
        self._tokens.copy_ids()
        self._counts.setText(self.tr("%Ln id(s) copied.", "", len(self._tokens.ids())))
