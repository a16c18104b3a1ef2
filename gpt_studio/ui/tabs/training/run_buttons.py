"""The buttons of the tab's header: those that its view and the phase of its run allow, the next step at the right."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.tabs.training.shown_run import Phase, ShownRun, View
from gpt_studio.ui.widgets.buttons import Button, command_button

_RESUMING = (Phase.PAUSED, Phase.RESUMABLE, Phase.WAITING)


class RunButtons(QObject):
    """The rightmost button that can be seen is the highlighted one, except during a run, where none is."""

    def __init__(self, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions
        self.another = command_button(actions, "training.another", name="training_another")
        self.stop = command_button(actions, "training.stop", name="training_stop")
        self.pause = command_button(actions, "training.pause", name="training_pause")
        self.resume = command_button(actions, "training.resume", name="training_resume")
        self.start = command_button(actions, "training.start", name="training_start", look="primary")
        self.chat = Button(self.tr("Chat with it"), name="training_result_chat", icon="ph.chat-circle", look="primary")

    @property
    def all(self) -> tuple[Button, ...]:
        """From left to right."""
        return self.another, self.stop, self.pause, self.resume, self.start, self.chat

    def show_state(self, state: ShownRun, *, blocked: bool) -> None:
        """``blocked``: a training cannot start with what is chosen."""
        with_keyboard = next((each for each in self.all if each.window().focusWidget() is each), None)
        view, phase = state.view, state.phase
        resuming, waiting = phase in _RESUMING, phase is Phase.WAITING
        self._offer("start", seen=view is View.CHOOSING, possible=not blocked)
        self._offer("another", seen=view is View.FINISHED)
        self._offer("stop", seen=state.active, possible=phase is not Phase.STOPPING)
        self._offer("pause", seen=state.active and not resuming, possible=phase is Phase.TRAINING)
        self._offer("resume", seen=resuming)
        resume, stop = self._actions["training.resume"], self._actions["training.stop"]
        resume.setText(self.tr("Try again") if waiting else self._title("resume"))
        stop.setText(self.tr("Stop without saving") if waiting else self._title("stop"))
        self.chat.setVisible(state.ended)
        if state.talks:
            self.chat.set_words(self.tr("Chat with it"), "ph.chat-circle")
        else:
            self.chat.set_words(self.tr("Write with it"), "ph.pen-nib")
        self.resume.set_look("secondary" if state.ended else "primary")
        self.another.set_look("primary" if state.broken else "secondary")
        if with_keyboard is not None and with_keyboard.isHidden():  # Qt has given the keyboard to any other widget
            (self.next_step(state) or self.start).setFocus()

    def next_step(self, state: ShownRun) -> QWidget | None:
        """The button that comes next for a person; None while there is none."""
        if state.ended:
            return self.chat
        if state.phase in _RESUMING:
            return self.resume
        if state.view is View.FINISHED:
            return self.another
        return self.pause if state.phase is Phase.TRAINING else None

    def _title(self, name: str) -> str:
        return self._actions.command(f"training.{name}").title

    def _offer(self, name: str, *, seen: bool, possible: bool = True) -> None:
        action = self._actions[f"training.{name}"]
        action.setVisible(seen)
        action.setEnabled(seen and possible)
