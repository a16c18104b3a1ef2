"""The style sheet of the window, made from the theme's tokens.

Its rules select widgets by the dynamic property ``look``, which :func:`set_look` sets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from string import Template

from PySide6.QtWidgets import QWidget

from gpt_studio.ui.look.colours import Tokens
from gpt_studio.ui.look.sizes import Radius, Space, TextSize


def set_look(widget: QWidget, look: str) -> None:
    """Set the property ``look`` and repaint ``widget``."""
    if widget.property("look") == look:
        return
    widget.setProperty("look", look)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def style_sheet(colours: Tokens, images: Mapping[str, str], text_scale: float = 1.0) -> str:
    """The style sheet for ``colours``. ``images``: paths of the check marks and arrows by name. ``text_scale``: factor
    of the text sizes."""
    values = {name: value for name, value in asdict(colours).items() if isinstance(value, str)}
    values |= {f"space_{name.lower()}": str(value) for name, value in _numbers(Space)}
    values |= {f"radius_{name.lower()}": str(value) for name, value in _numbers(Radius)}
    values |= {f"size_{name.lower()}": str(round(value * text_scale)) for name, value in _numbers(TextSize)}
    values |= {f"line_{name}": str(round(value * text_scale)) for name, value in _LINES.items()}
    values |= {f"image_{name}": path for name, path in images.items()}
    return Template(_TEXT + _BUTTONS + _INPUTS + _LISTS + _SURFACES).substitute(values)


_LINES = {"button": 18, "field": 20, "item": 28}
"""Least heights of a line of text. Layouts take them for the least height of the whole widget, so they grow with the
text."""


def _numbers(scale: type) -> list[tuple[str, int]]:
    return [(name, value) for name, value in vars(scale).items() if isinstance(value, int)]


_TEXT = """
QLabel { background: transparent; }
QLabel[look="title"] { font-size: ${size_title}px; font-weight: 600; }
QLabel[look="heading"] { font-size: ${size_heading}px; font-weight: 600; }
QLabel[look="field"] { font-weight: 500; }
QLabel[look="figure"] { font-size: ${size_figure}px; font-weight: 600; }
QLabel[look="muted"] { color: ${text_muted}; }
QLabel[look="caption"] { color: ${text_muted}; font-size: ${size_caption}px; }
QLabel[look="problem"] { color: ${danger}; font-size: ${size_caption}px; }
QLabel:disabled { color: ${text_disabled}; }
QToolTip {
    color: ${text}; background: ${surface}; border: 1px solid ${border_strong}; padding: ${space_s}px;
}
"""

_BUTTONS = """
QPushButton {
    color: ${text}; background: ${surface}; border: 1px solid ${border_strong}; border-radius: ${radius_s}px;
    padding: 6px ${space_m}px; min-height: ${line_button}px; font-weight: 500; outline: 0;
}
QPushButton:hover { background: ${hover}; }
QPushButton:pressed { background: ${pressed}; }
QPushButton[ring="true"]:focus { border: 2px solid ${accent}; padding: 5px 11px; }
QPushButton:disabled { color: ${text_disabled}; background: ${sunken}; border-color: ${border}; }
QPushButton[look="primary"] { color: ${on_accent}; background: ${accent_fill}; border-color: ${accent_fill}; }
QPushButton[look="primary"]:hover { background: ${accent_fill_hover}; border-color: ${accent_fill_hover}; }
QPushButton[look="primary"][ring="true"]:focus { border: 2px solid ${text}; }
QPushButton[look="primary"]:disabled {
    color: ${text_disabled}; background: ${hover}; border-color: ${hover};
}
QPushButton[look="danger"] { color: ${danger}; }
QPushButton[look="danger"]:hover { background: ${danger_soft}; border-color: ${danger}; }
QPushButton[look="danger"]:disabled { color: ${text_disabled}; }
QPushButton[look="quiet"], QToolButton {
    color: ${text_muted}; background: transparent; border: 1px solid transparent; border-radius: ${radius_s}px;
}
QPushButton[look="quiet"]:hover, QToolButton:hover { color: ${text}; background: ${hover}; }
QPushButton[look="quiet"]:pressed, QToolButton:pressed { background: ${pressed}; }
QPushButton[look="quiet"]:disabled { color: ${text_disabled}; }
QPushButton[look="quiet"][ring="true"]:focus { border: 2px solid ${accent}; }
QToolButton { padding: 5px; }
QToolButton[ring="true"]:focus { border: 2px solid ${accent}; padding: 4px; }
QToolButton:checked { color: ${accent}; background: ${accent_soft}; }
QToolButton[look="fold"] {
    color: ${text}; font-weight: 600; text-align: left; padding: 5px ${space_s}px 5px 2px;
}
QToolButton[look="fold"]:checked { color: ${text}; background: transparent; }
QToolButton[look="fold"]:hover { background: ${hover}; }
QToolButton[look="segment"] {
    color: ${text_muted}; font-weight: 500; padding: 5px ${space_m}px; border: 1px solid transparent;
}
QToolButton[look="segment"]:checked { color: ${text}; background: ${surface}; border: 1px solid ${border_strong}; }
QToolButton[look="segment"][ring="true"]:focus { border: 2px solid ${accent}; padding: 4px 11px; }
QToolButton[look="navigation"] {
    color: ${text_muted}; text-align: left; font-weight: 500; border: 1px solid transparent;
    border-radius: ${radius_m}px; padding: 8px ${space_m}px;
}
QToolButton[look="navigation"]:hover { color: ${text}; background: ${hover}; }
QToolButton[look="navigation"]:checked { color: ${text}; background: ${pressed}; }
QToolButton[look="navigation"][ring="true"]:focus { border: 2px solid ${accent}; padding: 7px 11px; }
QToolButton[look="step"], QToolButton[look="step_here"] {
    color: ${text_muted}; font-weight: 500; border: 1px solid transparent; border-radius: ${radius_m}px;
    padding: 4px ${space_s}px;
}
QToolButton[look="step_here"] { color: ${text}; font-weight: 600; background: ${accent_soft}; }
QToolButton[look="step"]:hover { color: ${text}; background: ${hover}; }
QToolButton[look="step"][ring="true"]:focus,
QToolButton[look="step_here"][ring="true"]:focus { border: 2px solid ${accent}; padding: 3px 7px; }
QToolButton::menu-indicator { image: none; }
QCheckBox, QRadioButton {
    spacing: ${space_s}px; background: transparent; padding: 2px 2px 2px 0; border: 1px solid transparent;
}
QCheckBox:disabled, QRadioButton:disabled { color: ${text_disabled}; }
QCheckBox::indicator, QRadioButton::indicator {
    width: 16px; height: 16px; border: 1px solid ${border_strong}; background: ${surface}; border-radius: 4px;
}
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: ${accent}; }
QCheckBox::indicator:checked {
    background: ${accent_fill}; border-color: ${accent_fill}; image: url("${image_check}");
}
QCheckBox::indicator:indeterminate {
    background: ${accent_fill}; border-color: ${accent_fill}; image: url("${image_dash}");
}
QRadioButton::indicator:checked {
    background: ${accent_fill}; border-color: ${accent_fill}; image: url("${image_dot}");
}
QCheckBox::indicator:disabled { background: ${sunken}; border-color: ${border}; }
QCheckBox::indicator:checked:disabled { background: ${text_disabled}; border-color: ${text_disabled}; }
QCheckBox[ring="true"]:focus, QRadioButton[ring="true"]:focus { border: 1px solid ${accent}; border-radius: 4px; }
"""

_INPUTS = """
QLineEdit, QPlainTextEdit, QTextEdit, QTextBrowser, QSpinBox, QDoubleSpinBox, QComboBox {
    color: ${text}; background: ${surface}; border: 1px solid ${border_strong}; border-radius: ${radius_s}px;
    selection-background-color: ${accent_fill}; selection-color: ${on_accent};
}
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox { padding: 5px ${space_s}px; min-height: ${line_field}px; }
QPlainTextEdit, QTextEdit, QTextBrowser { padding: ${space_s}px; }
QLineEdit[look="inline"] {
    font-size: ${size_heading}px; font-weight: 600; padding: 1px ${space_xs}px; min-height: ${line_field}px;
}
QLineEdit:hover, QSpinBox:hover, QDoubleSpinBox:hover, QComboBox:hover { border-color: ${text_muted}; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus {
    border: 2px solid ${accent}; padding: 4px 7px;
}
QLineEdit[look="inline"]:focus { padding: 0 3px; }
QPlainTextEdit:focus, QTextEdit:focus, QTextBrowser:focus { border: 2px solid ${accent}; padding: 7px; }
QLineEdit[problem="true"], QSpinBox[problem="true"], QDoubleSpinBox[problem="true"], QComboBox[problem="true"] {
    border-color: ${danger};
}
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled, QPlainTextEdit:disabled {
    color: ${text_disabled}; background: ${sunken}; border-color: ${border};
}
QPlainTextEdit[look="preview"], QTextEdit[look="preview"], QTextBrowser[look="preview"] {
    background: ${sunken}; border: 1px solid ${border}; border-radius: ${radius_m}px;
}
QPlainTextEdit[look="preview"]:focus, QTextEdit[look="preview"]:focus { border: 2px solid ${accent}; }
QTextEdit[look="reading"], QTextEdit[look="reading"]:focus {
    background: transparent; border: none; padding: 0; font-size: ${size_reading}px;
}
QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::down-button {
    subcontrol-origin: border; width: 22px; border: none; background: transparent;
}
QSpinBox::up-button, QDoubleSpinBox::up-button { subcontrol-position: top right; margin: 2px 2px 0 0; }
QSpinBox::down-button, QDoubleSpinBox::down-button { subcontrol-position: bottom right; margin: 0 2px 2px 0; }
QSpinBox::up-button:hover, QDoubleSpinBox::up-button:hover,
QSpinBox::down-button:hover, QDoubleSpinBox::down-button:hover { background: ${hover}; border-radius: 4px; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url("${image_up}"); width: 10px; height: 10px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url("${image_down}"); width: 10px; height: 10px; }
QSpinBox::up-arrow:disabled, QDoubleSpinBox::up-arrow:disabled,
QSpinBox::up-arrow:off, QDoubleSpinBox::up-arrow:off { image: url("${image_up_disabled}"); }
QSpinBox::down-arrow:disabled, QDoubleSpinBox::down-arrow:disabled,
QSpinBox::down-arrow:off, QDoubleSpinBox::down-arrow:off { image: url("${image_down_disabled}"); }
QAbstractSpinBox QLineEdit { border: none; background: transparent; padding: 0; min-height: 0; }
QAbstractSpinBox QLineEdit:focus { border: none; padding: 0; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: none; width: 26px; subcontrol-position: center right; }
QComboBox::down-arrow { image: url("${image_down}"); width: 12px; height: 12px; }
QComboBox::down-arrow:disabled { image: url("${image_down_disabled}"); }
QComboBox QAbstractItemView {
    color: ${text}; background: ${surface}; border: 1px solid ${border_strong}; padding: ${space_xs}px; outline: 0;
    selection-background-color: ${accent_soft}; selection-color: ${text};
}
QComboBox QAbstractItemView::item { min-height: ${line_item}px; padding: 0 ${space_s}px; border-radius: ${radius_s}px; }
QComboBox QAbstractItemView::item:selected, QComboBox QAbstractItemView::item:hover {
    color: ${text}; background: ${accent_soft};
}
QProgressBar { border: none; border-radius: 3px; background: ${pressed}; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { border-radius: 3px; background: ${accent_fill}; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: ${pressed}; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: ${accent_fill}; }
QSlider::handle:horizontal {
    width: 16px; height: 16px; margin: -7px 0; border-radius: 9px; background: ${surface};
    border: 1px solid ${border_strong};
}
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { border-color: ${accent}; }
"""

_LISTS = """
QTableView, QListView, QTreeView {
    color: ${text}; background: ${surface}; border: 2px solid transparent; outline: 0; gridline-color: transparent;
    selection-background-color: ${accent_soft}; selection-color: ${text}; alternate-background-color: ${surface};
}
QTableView::item { border-bottom: 1px solid ${border}; padding: 0 ${space_s}px; }
QTableView::item:hover, QListView::item:hover, QTreeView::item:hover { background: ${hover}; }
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected {
    color: ${text}; background: ${accent_soft};
}
QListView { padding: ${space_xs}px; }
QListView::item { border-radius: ${radius_s}px; padding: 6px ${space_s}px; }
QListView[ring="true"]:focus, QTableView[ring="true"]:focus,
QTreeView[ring="true"]:focus { border-color: ${accent}; border-radius: ${radius_s}px; }
QHeaderView { background: transparent; }
QHeaderView::section {
    color: ${text_muted}; background: ${surface}; border: none; border-bottom: 1px solid ${border};
    padding: 6px ${space_s}px; font-size: ${size_caption}px; font-weight: 500;
}
QHeaderView::up-arrow, QHeaderView::down-arrow { image: none; width: 0; height: 0; }
QTableCornerButton::section { background: ${surface}; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: ${border_strong}; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: ${text_disabled}; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: transparent; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu {
    color: ${text}; background: ${surface}; border: 1px solid ${border_strong}; padding: ${space_xs}px;
}
QMenu::item { padding: 6px ${space_xl}px 6px ${space_m}px; border-radius: ${radius_s}px; }
QMenu::item:selected { background: ${accent_soft}; }
QMenu::item:disabled { color: ${text_disabled}; }
QMenu::separator { height: 1px; background: ${border}; margin: ${space_xs}px; }
QSplitter::handle { background: transparent; }
"""

_SURFACES = """
QMainWindow, QDialog { background: ${window}; }
QWidget[look="sidebar"] { background: ${sidebar}; border: none; border-right: 1px solid ${border}; }
QScrollArea, QScrollArea > QWidget > QWidget[look="scrolled"] { background: transparent; border: none; }
QScrollArea[look="column"]:focus { border: 1px solid ${accent}; border-radius: ${radius_s}px; }
QFrame[look="card"] { background: ${surface}; border: 1px solid ${border}; border-radius: ${radius_l}px; }
QFrame[look="card_selected"] { background: ${surface}; border: 2px solid ${accent}; border-radius: ${radius_l}px; }
QFrame[look="tile"] { background: ${sunken}; border: 1px solid ${border}; border-radius: ${radius_m}px; }
QFrame[look="segments"] { background: ${hover}; border: none; border-radius: ${radius_m}px; }
QFrame[look="bubble"] { background: ${accent_soft}; border: none; border-radius: ${radius_l}px; }
QFrame[look="plain"] { background: transparent; border: none; }
QFrame[look="composer"] {
    background: ${surface}; border: 1px solid ${border_strong}; border-radius: ${radius_l}px;
}
QFrame[look="line"] { background: ${border}; border: none; max-height: 1px; min-height: 1px; }
QFrame[look="badge"] { background: ${accent_soft}; border: none; border-radius: 32px; }
QFrame[look="drop"] { background: ${accent_soft}; border: 2px dashed ${accent}; border-radius: ${radius_l}px; }
QFrame[look="popover"] { background: ${surface}; border: 1px solid ${border_strong}; }
QFrame[look="info"] { background: ${accent_soft}; border: 1px solid ${border}; border-radius: ${radius_m}px; }
QFrame[look="success"] { background: ${success_soft}; border: 1px solid ${border}; border-radius: ${radius_m}px; }
QFrame[look="warning"] { background: ${warning_soft}; border: 1px solid ${border}; border-radius: ${radius_m}px; }
QFrame[look="error"] { background: ${danger_soft}; border: 1px solid ${border}; border-radius: ${radius_m}px; }
"""
