"""The Settings window: theme, language, folder and GPU."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.core.paths import Home
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import short_path
from gpt_studio.ui.look.theme import ThemeChoice
from gpt_studio.ui.shell.engine_card import EngineCard
from gpt_studio.ui.shell.engine_keeper import EngineKeeper
from gpt_studio.ui.shell.settings import Language, Preferences
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.dialog import Dialog
from gpt_studio.ui.widgets.labels import ElidedLabel, label
from gpt_studio.ui.widgets.notice import Notice
from gpt_studio.ui.widgets.scrolled import Scrolled
from gpt_studio.ui.widgets.segments import Segments


class SettingsDialog(Dialog):
    """Edits :class:`Preferences`; ``changed`` carries them after every choice."""

    changed = Signal(object)
    about_wanted = Signal()
    restart_wanted = Signal()
    """The window is to be built again, so that the language and the folder take effect."""

    def __init__(
        self, preferences: Preferences, home: Home, engine: EngineKeeper, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._home = home
        self.setObjectName("settings_dialog")
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumSize(600, 480)
        self.resize(QSize(640, 680).boundedTo(self.screen().availableGeometry().size()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        layout.setSpacing(Space.L)
        layout.addWidget(label(self.tr("Settings"), "title"))
        page = Scrolled(name="settings_page")
        page.body.addWidget(self._appearance())
        page.body.addWidget(self._folder())
        gpu = EngineCard(engine, preferences.engine_mirror)
        gpu.mirror_changed.connect(lambda mirror: self._report(replace(self._preferences, engine_mirror=mirror)))
        page.body.addWidget(gpu)
        page.body.addStretch(1)
        layout.addWidget(page, 1)
        self._restart = Notice("info", name="settings_restart_notice", parent=self)
        self._restart.show_text(
            self.tr("This takes effect when the window is opened anew, which takes a moment."),
            action=self.tr("Do it now"),
        )
        self._restart.hide()
        self._restart.action_clicked.connect(self._start_anew)
        layout.addWidget(self._restart)
        about = Button(self.tr("About GPT Studio"), name="settings_about", icon="ph.info", look="quiet")
        about.clicked.connect(self.about_wanted)
        close = Button(self.tr("Done"), name="settings_done", look="primary")
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(about)
        buttons.addStretch()
        buttons.addWidget(close)
        layout.addLayout(buttons)

    def _appearance(self) -> QWidget:
        card = Card(self.tr("Appearance"))
        self._theme = Segments(
            "settings_theme",
            self.tr("Theme"),
            [
                (ThemeChoice.SYSTEM.value, self.tr("Like the system"), "ph.desktop"),
                (ThemeChoice.LIGHT.value, self.tr("Light"), "ph.sun"),
                (ThemeChoice.DARK.value, self.tr("Dark"), "ph.moon"),
            ],
        )
        self._theme.set_value(self._preferences.theme.value)
        self._theme.changed.connect(self._choose_theme)
        card.body.addLayout(_row(self.tr("Theme"), self._theme))
        self._language = QComboBox()
        self._language.setObjectName("settings_language")
        self._language.setAccessibleName(self.tr("Language"))
        self._language.addItem(self.tr("Like the system"), Language.SYSTEM)
        self._language.addItem("English", Language.ENGLISH)
        self._language.addItem("Español", Language.SPANISH)
        self._language.setCurrentIndex(list(Language).index(self._preferences.language))
        self._language.activated.connect(self._choose_language)
        card.body.addLayout(_row(self.tr("Language"), self._language))
        return card

    def _folder(self) -> QWidget:
        card = Card(
            self.tr("Your folder"),
            self.tr("Corpora, tokenizers and models are kept here. Changing it moves nothing."),
        )
        shown = ElidedLabel(short_path(self._preferences.home or self._home.root))
        shown.setObjectName("settings_home")
        self._shown_home = shown
        choose = Button(self.tr("Choose…"), name="settings_choose_home", icon="ph.folder-open")
        choose.clicked.connect(self._choose_home)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(shown, 1)
        row.addWidget(choose)
        card.body.addLayout(row)
        return card

    def _choose_theme(self, value: str) -> None:
        self._report(replace(self._preferences, theme=ThemeChoice(value)))

    def _choose_language(self) -> None:
        self._restart.show()
        self._report(replace(self._preferences, language=Language(self._language.currentData())))

    def _choose_home(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose your folder"), str(self._home.root))
        if chosen:
            self._shown_home.setText(short_path(chosen))
            self._restart.show()
            self._report(replace(self._preferences, home=Path(chosen)))

    def _start_anew(self) -> None:
        self.accept()
        self.restart_wanted.emit()

    def _report(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self.changed.emit(preferences)


def _row(text: str, editor: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(label(text, "field"))
    row.addStretch()
    row.addWidget(editor)
    return row
