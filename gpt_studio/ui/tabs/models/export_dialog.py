"""The dialog that exports a model: format, target, progress and result."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from gpt_studio.artifacts.export.formats import FORMATS, GGUF_ENDING, Format
from gpt_studio.core.errors import Message, StudioError
from gpt_studio.core.events import Event, Progress
from gpt_studio.core.paths import Home
from gpt_studio.jobs.models import export_model
from gpt_studio.jobs.models.export_model import Exported, ExportModel, unused_target
from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import message_text, short_path, size
from gpt_studio.ui.state.links import Links
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.state.worker import Runner, RunningJob
from gpt_studio.ui.widgets.busy_bar import BusyBar
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.dialog import Dialog
from gpt_studio.ui.widgets.labels import ElidedLabel, label
from gpt_studio.ui.widgets.link_dialog import ask_to_follow
from gpt_studio.ui.widgets.notice import Notice
from gpt_studio.ui.widgets.placing import keep_on_screen, room_beside_frame
from gpt_studio.ui.widgets.scrolled import Scrolled

_WIDTH = 680
_LEAST_OF_FORMATS = 80


class ExportDialog(Dialog):
    """Stays open after an export, so that a model can be exported in several formats. Closing it cancels an export."""

    busy_changed = Signal()

    def __init__(
        self, entry: ModelEntry, home: Home, runner: Runner, links: Links, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._entry = entry
        self._place = home.exports
        self._runner = runner
        self._links = links
        self._job: RunningJob | None = None
        self._done: Path | None = None
        self.setObjectName("export_dialog")
        self.setWindowTitle(self.tr("Export"))
        self.setFixedWidth(_WIDTH)
        self._formats = FormatList(entry.model_type, adapter=entry.adapter_of is not None)
        self._formats.changed.connect(self._suggest)
        self._modelfile = QCheckBox(
            self.tr("Also write a Modelfile, from which Ollama makes the model with one command")
        )
        self._modelfile.setObjectName("export_modelfile")
        self._modelfile.setChecked(True)
        self._shown_target = ElidedLabel("")
        self._shown_target.setObjectName("export_target")
        self._choose = Button(self.tr("Choose…"), name="export_choose", icon="ph.folder-open")
        self._choose.clicked.connect(self._ask_where)
        self._bar = BusyBar(name="export_busy")
        self._bar.cancelled.connect(self._cancel)
        self._notice = Notice(name="export_notice")
        self._notice.action_clicked.connect(self._show_in_folder)
        self._close = Button(self.tr("Close"), name="export_close")
        self._close.clicked.connect(self.reject)
        self._start = Button(self.tr("Export"), name="export_start", icon="ph.export", look="primary")
        self._start.setDefault(True)
        self._start.clicked.connect(self._export)
        self._lay_out()
        self._suggest()

    @property
    def running(self) -> bool:
        return self._job is not None

    @called_by_qt
    def reject(self) -> None:
        """Close and cancel a running export, which removes what it has written."""
        self._cancel()
        super().reject()

    def _lay_out(self) -> None:
        where = QHBoxLayout()
        where.setSpacing(Space.M)
        where.addWidget(label(self.tr("Save as"), "field"))
        where.addWidget(self._shown_target, 1)
        where.addWidget(self._choose)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addStretch()
        buttons.addWidget(self._close)
        buttons.addWidget(self._start)
        self._scrolled = Scrolled(name="export_formats")
        self._scrolled.body.addWidget(self._formats)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        layout.setSpacing(Space.L)
        layout.addWidget(label(self.tr("Export “{name}”").format(name=self._entry.name), "heading", wrap=True))
        layout.addWidget(self._scrolled)
        layout.addWidget(self._modelfile)
        layout.addLayout(where)
        layout.addWidget(self._bar)
        layout.addWidget(self._notice)
        layout.addStretch()
        layout.addLayout(buttons)
        self._fit()

    def _fit(self) -> None:
        """Set the height that the contents need, because Qt would compress the wrapped texts instead. Where the screen
        is too low for it, the formats scroll."""
        layout, page = self.layout(), self._scrolled.widget()
        assert layout is not None
        assert page is not None
        formats = page.heightForWidth(_WIDTH - 2 * Space.XL)
        self._scrolled.setFixedHeight(formats)
        layout.activate()
        height = layout.totalHeightForWidth(_WIDTH)
        too_high = max(0, height - room_beside_frame(self).height())
        self._scrolled.setFixedHeight(max(_LEAST_OF_FORMATS, formats - too_high))
        layout.activate()
        self.setFixedHeight(layout.totalHeightForWidth(_WIDTH))
        if self.isVisible():
            keep_on_screen(self)

    def _suggest(self) -> None:
        self._modelfile.setVisible(self._formats.chosen.ending == GGUF_ENDING)
        self._fit()
        self._formats.show_chosen_in(self._scrolled)
        self._set_target(unused_target(self._place, self._entry.name, self._formats.chosen))

    def _set_target(self, target: Path) -> None:
        self._target = target
        self._shown_target.setText(short_path(target))

    def _ask_where(self) -> None:
        form = self._formats.chosen
        dialog = QFileDialog(self, self.tr("Save as"), str(_existing(self._target.parent)))
        dialog.setObjectName("export_file_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # an export never overwrites a file
        if form.ending:
            dialog.setNameFilter(f"{message_text(form.title)} (*{form.ending})")
            dialog.setDefaultSuffix(form.ending)
        dialog.selectFile(self._target.name)
        dialog.fileSelected.connect(self._take_target)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_target(self, chosen: str) -> None:
        self._place = Path(chosen).parent
        self._set_target(Path(chosen))

    def _export(self) -> None:
        self._notice.hide()
        self._bar.begin(self.tr("Checking the model"))
        self._fit()
        self._job = self._runner.start(
            export_model.run,
            ExportModel(
                self._entry.folder,
                self._formats.chosen.name,
                self._target,
                modelfile=self._modelfile.isChecked(),
                follow_links=self._links.trusts(self._entry.folder),
            ),
            on_event=self._follow,
            on_result=self._finish,
            on_error=self._fail,
            on_refusal=self._refused,
            on_cancelled=self._end,
        )
        self._show_busy(True)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _follow(self, event: Event) -> None:
        if isinstance(event, Progress):
            self._bar.show_progress(event)

    def _finish(self, exported: Exported) -> None:
        self._end()
        self._done = exported.path
        words = self.tr("Saved as {path} ({size}).").format(path=short_path(exported.path), size=size(exported.size))
        if exported.modelfile is not None:
            words += " " + self.tr("For Ollama: {command}").format(
                command=f'ollama create {_ollama_name(exported.modelfile)} -f "{exported.modelfile}"'
            )
        notes = " ".join(message_text(note) for note in exported.notes)
        self._notice.show_text(
            f"{words} {notes}".strip(),
            kind="warning" if notes else "success",
            action=self.tr("Show in folder"),
        )
        self._fit()
        self._suggest()

    def _fail(self, problem: Message) -> None:
        self._end()
        self._notice.show_message(problem)
        self._fit()

    def _refused(self, error: StudioError) -> None:
        self._fail(error.message)
        ask_to_follow(error, self._entry.folder, self._links, self._export, self)

    def _end(self) -> None:
        self._job = None
        self._bar.end()
        self._fit()
        self._show_busy(False)

    def _show_busy(self, busy: bool) -> None:
        for widget in (self._formats, self._modelfile, self._choose, self._start):
            widget.setEnabled(not busy)
        self.busy_changed.emit()

    def _show_in_folder(self) -> None:
        if self._done is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._done.parent))):
            self._notice.show_text(
                self.tr("The file manager could not be opened. The folder is {folder}.").format(
                    folder=self._done.parent
                ),
                kind="warning",
            )


def _ollama_name(modelfile: Path) -> str:
    """A name that Ollama accepts."""
    return re.sub(r"[^a-z0-9._-]+", "-", modelfile.stem.lower()).strip("-._") or "model"


def _existing(folder: Path) -> Path:
    """``folder``, or its nearest parent that exists."""
    return next((place for place in (folder, *folder.parents) if place.is_dir()), folder)


class FormatList(QWidget):
    """Shows the formats for the architecture, with the first one chosen. Emits ``changed`` when another one is
    chosen."""

    changed = Signal()

    def __init__(self, model_type: str, *, adapter: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._forms = [form for form in FORMATS if form.suits(model_type, adapter=adapter)]
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(1, 1)
        for row, form in enumerate(self._forms):
            choice = QRadioButton(message_text(form.title))
            choice.setObjectName(f"export_{form.name}")
            choice.setAccessibleDescription(message_text(form.about))
            choice.setChecked(row == 0)
            self._group.addButton(choice, row)
            grid.addWidget(choice, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(message_text(form.about), "muted", wrap=True), row, 1)
        self._group.idClicked.connect(lambda _row: self.changed.emit())

    def show_chosen_in(self, area: Scrolled) -> None:
        """Scroll ``area`` to the chosen format."""
        if (chosen := self._group.checkedButton()) is not None:
            area.ensureWidgetVisible(chosen)

    @property
    def chosen(self) -> Format:
        return self._forms[self._group.checkedId()]
