"""Asks where to save a plot, and prepares what is written there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, SignalInstance
from PySide6.QtWidgets import QFileDialog, QWidget

from gpt_studio.ui.plots.plot_export import (
    SaveDrawing,
    SavePicture,
    drawing_of,
    picture_of,
    save_drawing,
    save_picture,
    save_table,
    table_of,
)
from gpt_studio.ui.plots.plot_panel import PlotPanel
from gpt_studio.ui.widgets.save_place import documents, file_name

translate = QCoreApplication.translate


def ask_where(parent: QWidget, panel: PlotPanel, kind: str, wanted: SignalInstance, subject: str = "") -> None:
    """Open a dialog for the file of ``kind`` (png, svg or csv), which is named after ``subject`` and the plot.

    ``wanted`` is emitted with a job that writes it, and its request.
    """
    dialog = QFileDialog(parent, translate("save_plot", "Save “{plot}”").format(plot=panel.title), str(documents()))
    dialog.setObjectName("plot_export_dialog")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(f"{kind.upper()} (*.{kind})")
    dialog.setDefaultSuffix(kind)
    dialog.selectFile(f"{file_name(subject, panel.title)}.{kind}")
    dialog.fileSelected.connect(lambda path: _save(panel, kind, Path(path), wanted))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _save(panel: PlotPanel, kind: str, path: Path, wanted: SignalInstance) -> None:
    match kind:
        case "png":
            wanted.emit(save_picture, SavePicture(path, picture_of(panel)))
        case "svg":
            wanted.emit(save_drawing, SaveDrawing(path, drawing_of(panel)))
        case _:
            wanted.emit(save_table, table_of(panel, path))
