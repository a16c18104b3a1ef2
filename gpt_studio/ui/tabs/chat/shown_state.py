"""What the chat tab shows for the open model, the conversation, and whether the model writes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gpt_studio.artifacts.checkpoint_folders import model_of_checkpoint, shown_name
from gpt_studio.conversations.entries import ConversationEntry
from gpt_studio.conversations.passage import held_with_another
from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.ui.state.handover import Stage
from gpt_studio.ui.tabs.chat.parts import ChatParts
from gpt_studio.ui.widgets.buttons import Button, command_button
from gpt_studio.ui.widgets.tab import HeaderLine


class ShownState(QObject):
    """Shows the state in all parts; nothing here changes it."""

    updated = Signal()
    """The parts show the present state."""

    def __init__(self, parts: ChatParts, header: HeaderLine) -> None:
        super().__init__(parts.tab)
        self._tab, self._header = parts.tab, header
        self._library, self._steps, self._tools = parts.library, parts.steps, parts.tools
        self._opener, self._writer, self._talk, self._keeper = parts.opener, parts.writer, parts.talk, parts.keeper
        self._remembered, self._thoughts = parts.remembered, parts.thoughts
        self._models, self._conversations, self._middle = parts.models, parts.conversations, parts.middle
        self._make = header.add_primary(
            Button(self.tr("Make your first model"), name="chat_make_first", icon="ph.sparkle")
        )
        self._make.clicked.connect(parts.commands["go.start"].trigger)
        self.open_newest = header.add_primary(Button("", name="chat_open_newest", icon="ph.chat-circle"))
        """The button that offers the newest model."""
        self._fitting = header.add_primary(command_button(parts.commands, "chat.new", name="chat_begin_fitting"))
        self._conversations.search_wanted.connect(self.list_conversations)
        self._keeper.found.connect(self._show_found)

    def list_conversations(self) -> None:
        if self._conversations.words:
            self._keeper.search(self._conversations.words)
        else:
            self._conversations.show_conversations(self._keeper.latest, self._talk.conversation.id)

    def _show_found(self, words: str, entries: tuple[ConversationEntry, ...]) -> None:
        if words == self._conversations.words:
            self._conversations.show_conversations(entries, self._talk.conversation.id)

    def show_conversation(self) -> None:
        talk = self._talk.conversation
        self._middle.show_conversation(talk, self._remembered.place_of(talk.id))
        self.list_conversations()
        self.show_state()

    def show_state(self) -> None:
        """Update all parts for the open model, the conversation and whether the model writes."""
        model, talk, writing = self._opener.model, self._talk, self._writer.writing
        can_write = model is not None and (not talk.is_chat or model.has_template)
        ready = can_write and not self._middle.loading.loading
        if model is None and not talk.begun:
            self._middle.show_start(blank=self._middle.loading.loading)
        refused = model is not None and not can_write
        self._middle.set_ready(ready, self.tr("This model cannot hold a conversation") if refused else "")
        if not writing:
            self._middle.offer_again(ready and talk.begun)
            self._middle.offer_more(ready and self.can_go_on)
            places = self._talk.places()
            self._middle.completion.show_place(
                *(places[self._talk.latest] if places and not self._talk.is_chat else (1, 1))
            )
            self._middle.messages.show_places(places, self._talk.compared())
            self._middle.show_next_model(self._next_model if ready else "")
        self._tools.show_state(
            mode=talk.conversation.kind,
            both_modes=self._opener.can_chat,
            can_save=talk.begun and not writing,
            can_tell=self._middle.loading.tells_of_a_model,
        )
        self._header.set_sentence(self._sentence(can_write))
        self._show_primary(can_write)
        self.show_on_the_way()
        self._thoughts.look()
        self.updated.emit()

    def show_on_the_way(self) -> None:
        """Let the step bar name what belongs to the open model."""
        folder = self._opener.folder
        if self._tab.isVisible() and folder is not None:
            model = model_of_checkpoint(folder) or folder
            self._steps.choose(Stage.TRAINING, model.name)

    @property
    def usable(self) -> list[ModelEntry]:
        """The models that can be opened, the newest first."""
        return [entry for entry in self._models.entries if entry.problem is None]

    def _show_primary(self, can_write: bool) -> None:
        """Offer what is missing: a model that is open, or that exists at all, or a conversation that the model can
        hold. Where nothing is, the button to send is the primary one."""
        if self._library.models.now is None or self._middle.loading.loading:
            self._header.show_primary(None)
        elif self._opener.model is not None:
            self._header.show_primary(None if can_write else self._fitting)
        elif self.usable:
            newest = self.usable[0]
            words = self.tr("Chat with {name}") if newest.has_template else self.tr("Write with {name}")
            symbol = "ph.chat-circle" if newest.has_template else "ph.pen-nib"
            self.open_newest.set_words(words.format(name=_shortened(newest.name)), symbol)
            self._header.show_primary(self.open_newest)
        else:
            self._header.show_primary(self._make)

    @property
    def _next_model(self) -> str:
        """The name of the open model if the conversation was held with another one so far, else ""."""
        model, passages = self._opener.model, self._talk.conversation.passages
        if model is None or not held_with_another(passages, model.name, str(model.folder)):
            return ""
        return model.name

    @property
    def can_go_on(self) -> bool:
        """Whether the chat ends with a reply that was interrupted, and the model that wrote it is open."""
        model, last = self._opener.model, self._talk.last
        if model is None or last is None or not self._talk.is_chat:
            return False
        return last.can_go_on and model.has_template and last.is_of(model.name, str(model.folder))

    def _sentence(self, can_write: bool) -> str:
        model = self._opener.model
        if self._middle.loading.loading and self._opener.coming is not None:
            return self.tr("Opening {name}.").format(name=shown_name(self._opener.coming))
        if model is None:
            if self._models.entries:
                return self.tr("Choose a model on the left to talk with it, or let it go on with a text.")
            return self.tr("Here you talk with a model, once there is one.")
        if self._writer.writing:
            return self.tr("{name} is writing. You can stop it at any time.").format(name=model.name)
        if not can_write:
            return self.tr(
                "{name} continues texts and cannot hold a conversation: begin a new one, or choose a model with "
                "“chat” beneath its name."
            ).format(name=model.name)
        if self._talk.is_chat:
            return self.tr("You talk with {name}. Write a message.").format(name=model.name)
        return self.tr("{name} goes on with your text.").format(name=model.name)


def _shortened(name: str) -> str:
    return name if len(name) <= 30 else f"{name[:29]}…"
