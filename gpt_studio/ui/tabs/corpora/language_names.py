"""Names of languages."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

UNKNOWN = "und"


def language_name(code: str) -> str:
    """What speakers of a language (ISO 639-1) call it: ``es`` is Español in every language of the window."""
    if code == UNKNOWN:
        return QCoreApplication.translate("languages", "Too short to tell")
    locale = QLocale(code)
    name = locale.nativeLanguageName() if locale.language() is not QLocale.Language.C else ""
    name = name.partition(" (")[0]
    plain = {"en": "English", "es": "Español", "pt": "Português", "zh": "中文"}.get(code, name)
    return plain[:1].upper() + plain[1:] if plain else code
