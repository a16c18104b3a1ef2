"""How each format of files is called in the list, and its icon."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from gpt_studio.corpora.scan import FileReport
from gpt_studio.corpora.sources import SAMPLE

translate = QCoreApplication.translate
_OTHER = "ph.file-text"
_UNREAD = "ph.file"
_SAMPLE = "sample"
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
    "Chat export": "ph.chat-circle",
    "Zip archive": "ph.archive",
    "Tar archive": "ph.archive",
    "Packed file": "ph.archive",
}


def icon_of(report: FileReport) -> str:
    """The icon of a file that was scanned."""
    if report.path == SAMPLE:
        return "ph.sparkle"
    if report.needs_password:
        return "ph.lock-simple"
    return _ICONS.get(report.format, _OTHER if report.format else _UNREAD)


def name_of(report: FileReport, names: Mapping[str, str]) -> str:
    """The kind of a file, short enough for a column of the list; ``names`` are those of :func:`names_of_kinds`."""
    kind = _SAMPLE if report.path == SAMPLE else report.format
    return names.get(kind, kind)


def names_of_kinds() -> dict[str, str]:
    """The names of the formats in the person's language, by the names of the formats."""
    return {
        _SAMPLE: translate("FileKinds", "Sample"),
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
        "Chat export": translate("FileKinds", "Chat"),
        "Zip archive": translate("FileKinds", "Zip archive"),
        "Tar archive": translate("FileKinds", "Tar archive"),
        "Packed file": translate("FileKinds", "Packed file"),
    }
