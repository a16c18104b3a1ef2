"""What can be done about the findings of a report. All of it is off unless a person switches it on."""

from __future__ import annotations

from dataclasses import dataclass

from gpt_studio.core.fields import setting


@dataclass(frozen=True)
class Remedies:
    """The remedies to apply while a corpus is read, beside its cleaning. The person's files stay as they are."""

    mojibake: bool = setting(
        False,
        label="Repair garbled letters",
        help="Turns letters that were read in the wrong encoding back into what they were: aÃ±o becomes año.",
    )
    hyphens: bool = setting(
        False,
        label="Join words broken at line ends",
        help="Takes out the hyphen and the line end within a word where the whole word stands elsewhere in the "
        "document, or where its halves are no words.",
    )
    invisible: bool = setting(
        False,
        label="Drop marks of direction and private characters",
        help="Removes marks that turn the direction of writing, joiners without width, and characters that only one "
        "font knows.",
    )
    private_marks: bool = setting(
        False,
        label="Remove marks of other models",
        help="Removes what other programs write between the turns of a chat, such as <|im_start|>, [INST] and "
        "<start_of_turn>.",
    )
    personal: bool = setting(
        False,
        label="Mask personal data",
        help="Puts neutral values of the same kind in place of e-mail addresses, telephone, card and bank numbers, "
        "identity numbers, keys and network addresses, so that the model cannot learn them.",
    )
    repeated_paragraphs: bool = setting(
        False,
        label="Skip repeated paragraphs",
        help="Reads a paragraph of 50 characters or more only the first time that it stands in the corpus.",
    )
    boilerplate: bool = setting(
        False,
        label="Remove boilerplate",
        help="Removes lines that stand in eight documents or more, such as menus, notices and signatures.",
    )
    near_duplicates: bool = setting(
        False,
        label="Skip near duplicates",
        help="Skips a document if at least four fifths of its sequences of five words and those of an earlier one are "
        "the same.",
    )
    short_documents: bool = setting(
        False,
        label="Skip very short documents",
        help="Skips documents of fewer than 50 characters.",
    )
    not_prose: bool = setting(
        False,
        label="Keep prose only",
        help="Skips documents that are mostly tables, program code, columns of numbers or encoded data.",
    )
    languages: tuple[str, ...] = setting(
        (),
        label="Keep these languages only",
        help="Skips documents in other languages, where the language is beyond doubt. Codes such as es, ca, gl, pt, "
        "en; none keeps all.",
    )

    @property
    def compares_documents(self) -> bool:
        """Whether what becomes of a document hangs on the others."""
        return self.repeated_paragraphs or self.boilerplate or self.near_duplicates
