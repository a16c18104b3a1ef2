"""Icons of the Phosphor font, which qtawesome holds and draws, in the colours of the theme."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from qtawesome.iconic_font import IconicFont

from gpt_studio.ui.look.colours import Tokens, tokens
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt

_PHOSPHOR = ("ph", "phosphor-1.3.0.ttf", "phosphor-charmap-1.3.0.json")
_STYLE_IMAGES = {
    "check": ("ph.check-bold", "on_accent"),
    "dash": ("ph.minus-bold", "on_accent"),
    "dot": ("ph.circle-fill", "on_accent"),
    "down": ("ph.caret-down-bold", "text_muted"),
    "up": ("ph.caret-up-bold", "text_muted"),
    "down_disabled": ("ph.caret-down-bold", "text_disabled"),
    "up_disabled": ("ph.caret-up-bold", "text_disabled"),
}


BESIDE_WORDS = QSize(22, 16)
"""The size of an icon left of words: the drawing and a gap, because the style's own gap is too small."""
_GAP_SHARE = 0.14


def icon(
    name: str, colour: str = "text", *, disabled: str = "text_disabled", checked: str = "", beside_words: bool = False
) -> QIcon:
    """The icon ``name`` (for example ``ph.trash``); colours are names of theme tokens.

    ``beside_words`` leaves a gap on the right; show it at :data:`BESIDE_WORDS`.
    """
    now = tokens()
    options: dict[str, Any] = {"color": getattr(now, colour), "color_disabled": getattr(now, disabled)}
    if checked:
        options["color_on"] = getattr(now, checked)
    if beside_words:
        options["offset"] = (-_GAP_SHARE, 0)
    font, key = _font(), (name, *options.items())
    if key not in font.icons:
        font.icons[key] = _unattached(QIcon(_CachedEngine(font.icon(name, **options))))
    return font.icons[key]


def _unattached(drawn: QIcon) -> QIcon:
    """A copy that does not keep the Python object of its engine. PySide ties the two for an engine written in Python;
    if both are garbage-collected together, the engine is deleted twice and the process ends."""
    return QIcon(drawn)


class _CachedEngine(QIconEngine):
    """Caches what ``source`` draws. qtawesome draws the letter again at every painting, which took a third of the time
    of changing tabs."""

    def __init__(self, source: QIcon) -> None:
        super().__init__()
        self._source = source
        self._drawn: dict[tuple[int, int, QIcon.Mode, QIcon.State], QPixmap] = {}

    @called_by_qt
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio()
        drawn = QPixmap(self.pixmap(rect.size() * ratio, mode, state))
        drawn.setDevicePixelRatio(ratio)
        painter.drawPixmap(rect.topLeft(), drawn)

    @answers_qt(QPixmap)
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        if size.isEmpty():  # a widget that is squeezed to nothing still asks, and Qt would warn of each step
            return QPixmap()
        key = (size.width(), size.height(), mode, state)
        if key not in self._drawn:
            self._drawn[key] = self._source.pixmap(size, 1.0, mode, state)
        return self._drawn[key]


class _Font(IconicFont):
    """The Phosphor font and a cache of the icons made from it."""

    def __init__(self) -> None:
        super().__init__(_PHOSPHOR)
        self.icons: dict[tuple[object, ...], QIcon] = {}

    def icon(self, *names: str, **options: Any) -> QIcon:
        """The icon that qtawesome makes, copied by :func:`_unattached` and not kept in qtawesome's cache."""
        made = _unattached(super().icon(*names, **options))
        self.icon_cache.clear()
        return made


def _font() -> _Font:
    """The font, which belongs to the QApplication. qtawesome's own instance is not used, because it loads ten fonts."""
    application = QCoreApplication.instance()
    assert application is not None
    found = application.findChild(_Font, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if found is None:
        found = _Font()
        found.setParent(application)
    return found


def write_style_images(folder: str, colours: Tokens) -> dict[str, str]:
    """Write the check marks and arrows of the style sheet into ``folder`` as PNG files; returns their paths by name."""
    paths = {}
    font = _font()
    for key, (name, colour) in _STYLE_IMAGES.items():
        tint = getattr(colours, colour)
        drawn = font.icon(name, color=tint)
        path = Path(folder) / f"{key}-{tint.lstrip('#')}.png"
        drawn.pixmap(QSize(12, 12), 1.0).save(str(path))
        drawn.pixmap(QSize(12, 12), 2.0).save(str(path.with_name(f"{path.stem}@2x.png")))
        paths[key] = path.as_posix()
    return paths
