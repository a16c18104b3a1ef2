"""Loads in the background what shows formatted text: the reader of Markdown, and the rules of each language."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gpt_studio.core.job import JobContext
from gpt_studio.ui.state.worker import Runner
from gpt_studio.ui.tabs.chat.markdown.code_colours import prepare
from gpt_studio.ui.tabs.chat.markdown.parser import block_tokens


class WarmUp(QObject):
    """``coloured`` carries a language that can be coloured from now on."""

    coloured = Signal(str)

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._asked: set[str] = set()
        self._ready: set[str] = set()
        runner.start(_load_reader, None)

    def is_ready(self, language: str) -> bool:
        """Whether code in a known language can be coloured at once; if not, it is prepared."""
        if language not in self._asked:
            self._asked.add(language)
            self._runner.start(_load_rules, language, on_result=self._prepared)
        return language in self._ready

    def _prepared(self, language: str) -> None:
        self._ready.add(language)
        self.coloured.emit(language)


def _load_reader(_request: None, _context: JobContext) -> None:
    """A job."""
    block_tokens("*a*")


def _load_rules(language: str, _context: JobContext) -> str:
    """A job."""
    prepare(language)
    return language
