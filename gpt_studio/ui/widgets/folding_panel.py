"""A panel that a click on its title folds and unfolds."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from gpt_studio.ui.look.icons import icon
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.state.qt_overrides import called_by_qt


class FoldingPanel(QWidget):
    """A title, and ``body`` beneath it, which is hidden while folded."""

    _toggle: QToolButton | None = None

    def __init__(self, title: str, *, name: str, unfolded: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(0, Space.XS, 0, 0)
        self.body.setSpacing(Space.M)
        toggle = QToolButton()
        toggle.setObjectName(f"{name}_toggle")
        toggle.setText(title)
        toggle.setAccessibleName(title)
        toggle.setCheckable(True)
        toggle.setIconSize(QSize(14, 14))
        toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        toggle.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_look(toggle, "fold")
        toggle.toggled.connect(self._fold)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(toggle, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._content)
        self._toggle = toggle
        toggle.setChecked(unfolded)
        self._fold(unfolded)

    @property
    def toggle(self) -> QToolButton:
        """What folds and unfolds it."""
        assert self._toggle is not None
        return self._toggle

    @property
    def unfolded(self) -> bool:
        return self._toggle is not None and self._toggle.isChecked()

    def set_title(self, title: str) -> None:
        if self._toggle is not None:
            self._toggle.setText(title)
            self._toggle.setAccessibleName(title)

    def set_unfolded(self, unfolded: bool) -> None:
        if self._toggle is not None:
            self._toggle.setChecked(unfolded)

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._tint()

    def _fold(self, unfolded: bool) -> None:
        self._content.setVisible(unfolded)
        self._tint()

    def _tint(self) -> None:
        if self._toggle is not None:
            self._toggle.setIcon(icon("ph.caret-down-bold" if self.unfolded else "ph.caret-right-bold", "text_muted"))
