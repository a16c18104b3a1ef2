"""How each format of files is called in the list, and its icon."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from gpt_studio.corpora.scan import FileReport
from gpt_studio.corpora.sources import SAMPLE

translate = QCoreApplication.translate
_OTHER = "ph.file-text"
_UNREAD = "ph.file"
_ICONS = {
    "Plain text": "ph.file-text",
    "Markdown": "ph.file-text",
    "JSON Lines": "ph.brackets-curly",
    "PDF": "ph.file-pdf",
    "Table": "ph.table",
    "Web page": "ph.globe-simple",
    "E-book": "ph.book-open",
    "Word": "ph.file-text",
    "OpenDocument": "ph.file-text",
    "Rich text": "ph.file-text",
    "Subtitles": "ph.text-t",
    "E-mail": "ph.envelope-simple",
    "Mailbox": "ph.envelope-simple",
    "TeX": "ph.math-operations",
    "Source code": "ph.code",
    "WhatsApp chat": "ph.whatsapp-logo",
    "Telegram chat": "ph.telegram-logo",
    "Telegram pages": "ph.telegram-logo",
    "Zip archive": "ph.archive",
    "Tar archive": "ph.archive",
    "Packed file": "ph.archive",
}


@dataclass(frozen=True)
class Kind:
    """``words`` is short enough for a column of the list."""

    words: str
    icon: str


def kind_of(report: FileReport) -> Kind:
    """The kind of a file that was scanned."""
    if report.path == SAMPLE:
        return Kind(translate("FileKinds", "Sample"), "ph.sparkle")
    icon = _ICONS.get(report.format, _OTHER if report.format else _UNREAD)
    return Kind(_words().get(report.format, report.format), "ph.lock-simple" if report.needs_password else icon)


def _words() -> dict[str, str]:
    return {
        "Plain text": translate("FileKinds", "Text"),
        "JSON Lines": translate("FileKinds", "JSON"),
        "Table": translate("FileKinds", "Table"),
        "Web page": translate("FileKinds", "Web page"),
        "E-book": translate("FileKinds", "E-book"),
        "Rich text": translate("FileKinds", "Rich text"),
        "Subtitles": translate("FileKinds", "Subtitles"),
        "E-mail": translate("FileKinds", "E-mail"),
        "Mailbox": translate("FileKinds", "Mailbox"),
        "Source code": translate("FileKinds", "Program code"),
        "WhatsApp chat": translate("FileKinds", "WhatsApp chat"),
        "Telegram chat": translate("FileKinds", "Telegram chat"),
        "Telegram pages": translate("FileKinds", "Telegram chat"),
        "Zip archive": translate("FileKinds", "Zip archive"),
        "Tar archive": translate("FileKinds", "Tar archive"),
        "Packed file": translate("FileKinds", "Packed file"),
    }
