"""Says in a sentence what this machine will do with the choice, or why it can do nothing with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from gpt_studio.jobs.training.forecast_training import TrainingForecast
from gpt_studio.jobs.training.plan_training import TrainingPlan
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import duration, message_text, percent, rough, short_count, size
from gpt_studio.ui.widgets.labels import IconLabel, label

_THIN = 3


class Outlook(QWidget):
    """Shows the obstacle if there is one, else the forecast, else what is known before it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._obstacle = ""
        self._plan: TrainingPlan | None = None
        self._ahead: TrainingForecast | None = None
        self._measuring = False
        self._icon = IconLabel("ph.hourglass", "text_muted", 18)
        self._sentence = label("", wrap=True)
        self._sentence.setObjectName("training_outlook")
        self._hints = label("", "caption", wrap=True)
        self._hints.setObjectName("training_outlook_hints")
        self._bar = QProgressBar()
        self._bar.setObjectName("training_outlook_busy")
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(_THIN)
        kept = self._bar.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # so that nothing moves when a measurement begins or ends
        self._bar.setSizePolicy(kept)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._sentence, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        layout.addLayout(row)
        layout.addWidget(self._hints)
        layout.addWidget(self._bar)
        self._show()

    @property
    def sentence(self) -> str:
        return self._sentence.text()

    def set_obstacle(self, words: str) -> None:
        """``words``: why a training cannot start; "" if it can."""
        self._obstacle = words
        self._show()

    def show_plan(self, plan: TrainingPlan | None) -> None:
        self._plan = plan if plan is not None and plan.parameters else None
        self._show()

    def show_measuring(self, measuring: bool) -> None:
        """Whether the machine is being measured for the forecast."""
        self._measuring = measuring
        self._show()

    def show_forecast(self, ahead: TrainingForecast | None) -> None:
        self._ahead = ahead
        self._show()

    def _show(self) -> None:
        blocked = bool(self._obstacle)
        ahead = None if blocked else self._ahead
        self._sentence.setText(self._obstacle or (self._words_of(ahead) if ahead is not None else self._first_words()))
        self._hints.setText("\n".join(map(message_text, (*ahead.shares, *ahead.hints))) if ahead is not None else "")
        self._hints.setVisible(bool(self._hints.text()))
        self._bar.setRange(0, 0 if self._measuring else 1)
        self._bar.setAccessibleName(self.tr("This machine is being measured"))
        self._bar.setVisible(self._measuring and not blocked)
        if blocked:
            self._icon.set_icon("ph.warning-circle", "danger")
        else:
            self._icon.set_icon("ph.check-circle" if ahead is not None else "ph.hourglass", "text_muted")

    def _words_of(self, ahead: TrainingForecast) -> str:
        whole = self.tr(
            "Ready in about {time}: a model of {parameters} parameters that reads the text {epochs} times. It takes "
            "{memory} of memory, and {disk} on the disk."
        )
        part = self.tr(
            "Ready in about {time}: a model of {parameters} parameters that reads {share} of the text. It takes "
            "{memory} of memory, and {disk} on the disk."
        )
        return (whole if ahead.epochs >= 1 else part).format(
            time=duration(ahead.preparing_seconds + ahead.seconds),
            parameters=short_count(ahead.parameters),
            epochs=rough(ahead.epochs, 1),
            share=percent(ahead.epochs),
            memory=size(ahead.memory_bytes),
            disk=size(ahead.disk_bytes),
        )

    def _first_words(self) -> str:
        if self._plan is None:
            return self.tr("This machine is measured for a few seconds, to say what it can do. You need not wait.")
        parameters, memory = short_count(self._plan.parameters), self._plan.memory_bytes
        if memory is None:
            return self.tr(
                "A model of about {parameters} parameters. What it takes of memory and time is measured now; you need "
                "not wait."
            ).format(parameters=parameters)
        return self.tr(
            "A model of about {parameters} parameters, which takes about {memory} of memory. How long it takes is "
            "measured now; you need not wait."
        ).format(parameters=parameters, memory=size(memory))
