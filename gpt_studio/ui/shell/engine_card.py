"""The card in Settings that offers to use an NVIDIA GPU."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from gpt_studio.jobs.gpu_runtime.engine_status import EngineReport, EngineState
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import message_text, size, tip
from gpt_studio.ui.shell.engine_keeper import EngineKeeper
from gpt_studio.ui.widgets.busy_bar import BusyBar
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.folding_panel import FoldingPanel
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.notice import Notice

_DOWNLOAD_BYTES, _DISK_BYTES = 3_000_000_000, 6_500_000_000


class EngineCard(Card):
    """Shows the state of ``keeper``; ``mirror_changed`` carries the address that a person entered."""

    mirror_changed = Signal(str)

    def __init__(self, keeper: EngineKeeper, mirror: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("NVIDIA GPU"), parent=parent)
        self.setObjectName("engine_card")
        self._keeper = keeper
        self._words = label("", "muted", wrap=True)
        self._words.setObjectName("engine_words")
        self._notice = Notice("error", name="engine_notice")
        self._busy = BusyBar(name="engine_busy")
        self._busy.cancelled.connect(keeper.stop)
        self._mirror = self._mirror_field(mirror)
        self._more = FoldingPanel(self.tr("Get it from somewhere else"), name="engine_more", unfolded=bool(mirror))
        self._more.body.addWidget(self._mirror)
        self._install = Button(self.tr("Use my NVIDIA GPU"), name="engine_install", icon="ph.lightning")
        self._install.clicked.connect(lambda: keeper.install(self._mirror.text()))
        self._retry = Button(self.tr("Try it again"), name="engine_retry", icon="ph.arrow-clockwise")
        self._retry.clicked.connect(keeper.retry)
        self._remove = Button(self.tr("Remove"), name="engine_remove", icon="ph.trash", look="quiet")
        self._remove.clicked.connect(keeper.remove)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for button in (self._install, self._retry, self._remove):
            row.addWidget(button)
        row.addStretch()
        for widget in (self._words, self._notice, self._busy, self._more):
            self.body.addWidget(widget)
        self.body.addLayout(row)
        keeper.changed.connect(self._show)
        keeper.progressed.connect(self._show_progress)
        self._show()
        keeper.look()

    def _mirror_field(self, mirror: str) -> QLineEdit:
        field = QLineEdit(mirror)
        field.setObjectName("engine_mirror")
        field.setAccessibleName(self.tr("Mirror"))
        field.setPlaceholderText(self.tr("Address of a package index, or a folder of wheels"))
        field.setToolTip(
            tip(
                self.tr(
                    "Where the packages come from: leave it empty for the usual place, which chooses by your driver."
                )
            )
        )
        field.editingFinished.connect(lambda: self.mirror_changed.emit(field.text().strip()))
        return field

    def _show(self) -> None:
        report, installing = self._keeper.report, self._keeper.installing
        self.setVisible(report is None or report.state is not EngineState.UNSUPPORTED)
        state = EngineState.UNSUPPORTED if report is None else report.state
        offered = state is EngineState.ABSENT and report is not None and bool(report.gpus) and not installing
        there = state in (EngineState.READY, EngineState.IN_USE, EngineState.SWITCHED_OFF)
        left_over = report is not None and state is EngineState.ABSENT and report.downloaded > 0 and not installing
        self._words.setText(self.tr("Looking for an NVIDIA GPU…") if report is None else self._described(report))
        self._install.setVisible(offered)
        self._more.setVisible(offered)
        self._retry.setVisible(state is EngineState.SWITCHED_OFF)
        self._remove.setVisible(there or left_over)
        if installing:
            self._busy.begin(self.tr("Getting the engine…"))
            self._show_progress()
        else:
            self._busy.end()
        self._notice.hide()
        if self._keeper.problem is not None:
            self._notice.show_message(self._keeper.problem)

    def _show_progress(self) -> None:
        if self._keeper.progress is not None:
            self._busy.show_progress(self._keeper.progress)

    def _described(self, report: EngineReport) -> str:
        gpu = report.gpus[0] if report.gpus else self.tr("Your NVIDIA GPU")
        match report.state:
            case EngineState.IN_USE:
                return self.tr("{gpu} is used. The engine for it takes {size} on the disk.").format(
                    gpu=gpu, size=size(report.size)
                )
            case EngineState.READY:
                return self.tr("The engine for {gpu} is here ({size}). It is used when GPT Studio starts next.").format(
                    gpu=gpu, size=size(report.size)
                )
            case EngineState.SWITCHED_OFF:
                reason = message_text(report.reason) if report.reason is not None else ""
                return self.tr("The engine for {gpu} is switched off, because {reason}. The processor is used.").format(
                    gpu=gpu, reason=reason
                )
            case EngineState.LEAVING:
                return self.tr("The engine goes when GPT Studio starts next. From then on the processor is used.")
        if not report.gpus:
            return self.tr("No NVIDIA GPU with a working driver was found here, so the processor is used.")
        return self._offer(report, gpu)

    def _offer(self, report: EngineReport, gpu: str) -> str:
        if report.downloaded:
            return self.tr(
                "{gpu} is here. The engine for it is not complete yet: {arrived} have arrived, and the next try goes "
                "on from there."
            ).format(gpu=gpu, arrived=size(report.downloaded))
        return self.tr(
            "{gpu} is here, but the processor is used. The engine that uses it is about {download} to download and "
            "{disk} on the disk, where {free} are free. GPT Studio works while it arrives, and you can stop and go on "
            "later."
        ).format(gpu=gpu, download=size(_DOWNLOAD_BYTES), disk=size(_DISK_BYTES), free=size(report.free))
