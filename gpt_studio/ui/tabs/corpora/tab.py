"""The corpus tab: a start page, and the page of the open corpus."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.registry import supported_suffixes
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.jobs.corpora import save_corpus
from gpt_studio.jobs.corpora.list_corpora import CorpusEntry
from gpt_studio.jobs.corpora.save_corpus import SaveCorpus, SavedCorpus
from gpt_studio.jobs.corpora.scan_corpus import CorpusTotals
from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.ui.look.text import count
from gpt_studio.ui.state.handover import ContinueTraining, Stage, TrainModelWith, TrainTokenizerOn
from gpt_studio.ui.state.owners import Owners
from gpt_studio.ui.tabs.corpora.draft import CorpusDraft
from gpt_studio.ui.tabs.corpora.editor_page import EditorPage
from gpt_studio.ui.tabs.corpora.history import Change, History
from gpt_studio.ui.tabs.corpora.start_page import StartPage
from gpt_studio.ui.widgets.buttons import command_button, command_icon_button
from gpt_studio.ui.widgets.notice import Notice
from gpt_studio.ui.widgets.save_place import documents
from gpt_studio.ui.widgets.tab import Tab
from gpt_studio.ui.widgets.undo import Undo

_MODEL_FILE = "config.json"
_LONGEST_SHOWN = 30


class CorpusTab(Tab):
    """Holds the :class:`CorpusDraft` being edited; opens, saves and deletes corpora."""

    stage = Stage.CORPUS

    def __init__(self, owners: Owners, parent: QWidget | None = None) -> None:
        super().__init__(owners, parent)
        self._draft = self._nothing_yet()
        self._history = History()
        self._totals: CorpusTotals | None = None
        self._looked_in = documents()
        self._bind_actions()
        self._back = command_icon_button(self.commands, "corpus.undo", name="corpus_undo")
        self._forth = command_icon_button(self.commands, "corpus.redo", name="corpus_redo")
        self.header.buttons.addWidget(self._back)
        self.header.buttons.addWidget(self._forth)
        self.header.buttons.addWidget(command_button(self.commands, "corpus.all", name="corpus_all", look="quiet"))
        self._add = self.header.add_primary(command_button(self.commands, "corpus.add_files", name="corpus_begin"))
        self._keep = self.header.add_primary(command_button(self.commands, "corpus.save", name="corpus_save"))
        self._next = self.header.add_primary(command_button(self.commands, "corpus.next", name="corpus_next"))
        self._notice = Notice(name="corpus_notice")
        self._undo = Undo(self.runner, self._notice, self.library.corpora)
        self._start = StartPage(self.commands)
        self._editor = EditorPage(self.runner, self.commands)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._start)
        self._pages.addWidget(self._editor)
        self.content.addWidget(self._notice)
        self.content.addWidget(self._pages, 1)
        self._connect_pages()
        self._show(self._nothing_yet())
        self.library.corpora.follow(self._show_saved, self._notice.show_message)
        self.steps.changed.connect(self._show_what_is_next)

    def activated(self) -> None:
        if self.library.corpora.now is not None:
            self._show_saved(self.library.corpora.now)
        self.steps.choose(Stage.CORPUS, self._draft.saved_name)

    def accepts(self, paths: list[Path]) -> bool:
        return all(path.exists() and not (path / _MODEL_FILE).exists() for path in paths)

    def drop_hint(self) -> str:
        return self.tr("Drop to add to the corpus")

    def drop(self, paths: list[Path]) -> None:
        self.add([str(path) for path in paths])

    def left_open(self) -> object:
        return self._draft

    def take_over(self, left: object) -> None:
        if isinstance(left, CorpusDraft) and not left.empty:
            self._show(left)

    def shut_down(self) -> None:
        self._editor.shut_down()

    def add(self, sources: list[str]) -> None:
        """Add files, folders or ``sample:`` to the open corpus."""
        if sources:
            unnamed = not self._draft.corpus.name
            draft = self._draft.with_sources(sources)
            self._change_to(draft.with_name_that_works(self._taken) if unnamed else draft)

    def _bind_actions(self) -> None:
        for command_id, do in (
            ("corpus.add_files", self._choose_files),
            ("corpus.add_folder", self._choose_folder),
            ("corpus.sample", lambda: self.add([SAMPLE])),
            ("corpus.save", self._save),
            ("corpus.all", self._put_aside),
            ("corpus.undo", lambda: self._show(self._history.undo(self._draft))),
            ("corpus.redo", lambda: self._show(self._history.redo(self._draft))),
            ("corpus.next", self._go_on),
        ):
            self.commands.bind(command_id, do, self)

    def _connect_pages(self) -> None:
        self._start.saved.open_wanted.connect(lambda entry: self._open(CorpusDraft.opened(entry.corpus)))
        self._start.saved.copy_wanted.connect(
            lambda entry: self._open(CorpusDraft.opened(entry.corpus).copied(self._taken))
        )
        self._start.saved.deletion_wanted.connect(self._delete)
        self._editor.edited.connect(self._take_edit)
        self._editor.save_wanted.connect(self._save)
        self._editor.scanned.connect(self._show_totals)

    @property
    def _taken(self) -> list[str]:
        """The names of the saved corpora, as far as they are known."""
        return [entry.name for entry in self.library.corpora.now or ()]

    def _take_edit(self, draft: CorpusDraft) -> None:
        """Show ``draft``; a name that no person gave is one that is free."""
        self._change_to(draft.with_name_that_works(self._taken) if draft.name_is_ours else draft)

    def _change_to(self, draft: CorpusDraft) -> None:
        """Show ``draft``, which a person made of the one before and can undo."""
        self._history.note(self._draft, draft)
        self._show(draft)

    def _open(self, draft: CorpusDraft) -> None:
        """Show another corpus."""
        self._history.forget()
        self._show(draft)

    def _show(self, draft: CorpusDraft) -> None:
        if replace(draft.corpus, name="") != replace(self._draft.corpus, name=""):
            self._totals = None
        focused = self.window().focusWidget()
        had_keyboard = focused if focused is not None and self.isAncestorOf(focused) else None
        self._draft = draft
        self._editor.show_draft(draft)
        self._pages.setCurrentWidget(self._start if draft.empty else self._editor)
        self.commands["corpus.all"].setVisible(not draft.empty)
        self._show_history()
        self.steps.choose(Stage.CORPUS, draft.saved_name)
        self._show_what_is_next()
        if had_keyboard is not None and not had_keyboard.isVisible():
            self.focus_on_what_is_next()

    def _show_what_is_next(self) -> None:
        """Show the button for it: add files while there is no text, save what is not saved, and then go on."""
        draft = self._draft
        self.header.set_sentence(self._sentence())
        self._editor.show_problem_of_name(draft.problem_of_name(self._taken) if draft.changed else None)
        self.commands["corpus.save"].setText(self._words_of_save())
        self.commands["corpus.next"].setText(self._words_of_next())
        if draft.empty or self._holds_no_text:
            self.header.show_primary(self._add)
        else:
            self.header.show_primary(self._keep if draft.changed else self._next)

    def _show_history(self) -> None:
        """What the commands would undo and do again; they are hidden while there is nothing at all."""
        for command_id, words, change in (
            ("corpus.undo", self.tr("Undo: {what}"), self._history.undoes),
            ("corpus.redo", self.tr("Do again: {what}"), self._history.redoes),
        ):
            action = self.commands[command_id]
            action.setEnabled(change is not None)
            action.setVisible(self._history.undoes is not None or self._history.redoes is not None)
            title = self.commands.command(command_id).title
            action.setText(title if change is None else words.format(what=self._words_of(change)))

    def _words_of(self, change: Change) -> str:
        return {
            Change.ADDED: self.tr("texts added"),
            Change.REMOVED: self.tr("texts taken off"),
            Change.NAME: self.tr("another name"),
            Change.CLEANING: self.tr("cleaning"),
            Change.REMEDIES: self.tr("what is done about findings"),
            Change.FIELD: self.tr("another text field"),
            Change.ENCODING: self.tr("another encoding"),
            Change.ASSISTANT: self.tr("who is the model"),
            Change.LINKS: self.tr("links"),
        }[change]

    def _words_of_save(self) -> str:
        draft = self._draft
        works = draft.with_name_that_works(self._taken).corpus.name
        if not draft.changed or works == draft.corpus.name.strip():
            return self.commands.command("corpus.save").title
        return self.tr("Save as “{name}”").format(name=works if len(works) <= _LONGEST_SHOWN else f"{works[:29]}…")

    def _words_of_next(self) -> str:
        if self._base is not None:
            return self.tr("Train a model further")
        return self.tr("Train a model") if self._tokenizer else self.commands.command("corpus.next").title

    def _show_saved(self, entries: tuple[CorpusEntry, ...]) -> None:
        self._start.show_entries(entries)
        self._show_what_is_next()

    @property
    def _holds_no_text(self) -> bool:
        """Whether the files were read and there is no text in them."""
        return self._totals is not None and not self._totals.characters

    def _nothing_yet(self) -> CorpusDraft:
        return CorpusDraft(Corpus("", ()).kept_in(self.home.cache))

    def _sentence(self) -> str:
        if self._draft.empty:
            return self.tr("A corpus is the text that a model learns from. Everything begins here.")
        if self._holds_no_text:
            return self.tr("There is no text in these files. Add some that hold text.")
        what_next = self.tr("Next: train a tokenizer on it.")  # not inside an f-string, where lupdate does not find it
        with_tokenizer = self.tr("Its tokenizer is “{tokenizer}”. Next: train a model.")
        with_base = self.tr("Next: let “{base}” learn to answer like {speaker}.")
        if self._draft.changed and self._base is not None:
            return self.tr("Look through the files, give the corpus a name and save it. Next: let a model learn it.")
        if self._draft.changed:
            return self.tr("Look through the files, give the corpus a name and save it. Next: train a tokenizer on it.")
        name = self._draft.saved_name
        if self._totals is None:
            saved = self.tr("“{name}” is saved.").format(name=name)
        else:
            saved = self.tr("“{name}” is saved ({contents}).").format(name=name, contents=self._contents(self._totals))
        if self._base is not None:
            return f"{saved} {with_base.format(base=self._base.name, speaker=self._draft.corpus.assistant)}"
        if not self._tokenizer:
            return f"{saved} {what_next}"
        return f"{saved} {with_tokenizer.format(tokenizer=self._tokenizer)}"

    @property
    def _tokenizer(self) -> str:
        """The name of a tokenizer that was trained on the open corpus, "" where there is none."""
        here = self._draft.saved_name
        return self.steps.name(Stage.TOKENIZER) if here and self.steps.name(Stage.CORPUS) == here else ""

    @property
    def _base(self) -> ModelEntry | None:
        """The model that learns to answer like the chosen speaker: the newest, but not one that has learnt it already.
        None if no speaker is chosen, or no model is there; a new one would learn too little from a chat."""
        corpus, known = self._draft.corpus, self.library.models.now or ()
        usable = [each for each in known if each.problem is None and each.adapter_of is None]
        bases = [each for each in usable if not each.can_resume and not each.in_training and each.data != corpus.name]
        return max(bases, key=lambda each: each.changed, default=None) if corpus.assistant else None

    def _go_on(self) -> None:
        if self._base is not None:
            self.asked.emit(ContinueTraining(self._base.folder, self._draft.saved_name))
        elif self._tokenizer:
            self.asked.emit(TrainModelWith(self._tokenizer, self._draft.saved_name))
        else:
            self.asked.emit(TrainTokenizerOn(self._draft.saved_name))

    def _contents(self, totals: CorpusTotals) -> str:
        parts = [self.tr("%n file(s)", "", totals.files)]
        if totals.unread:
            parts.append(self.tr("%n of them could not be read", "", totals.unread))
        return ", ".join([*parts, self.tr("{characters} characters").format(characters=count(totals.characters))])

    def _show_totals(self, totals: CorpusTotals) -> None:
        self._totals = totals
        self._show_what_is_next()

    def _choose_files(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in supported_suffixes())
        offered = ";;".join((self.tr("Texts ({kinds})").format(kinds=kinds), self.tr("All files (*)")))
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("Add files"), str(self._looked_in), offered)
        self._add_chosen(chosen)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Add a folder"), str(self._looked_in))
        self._add_chosen([chosen] if chosen else [])

    def _add_chosen(self, sources: list[str]) -> None:
        if sources:
            self._looked_in = Path(sources[0]).parent
        self.add(sources)

    def _put_aside(self) -> None:
        """Go back to the start page and, if there are unsaved changes, offer to undo that."""
        draft = self._draft
        if draft.changed:
            self._undo.offer(
                self.tr("The changes to “{name}” are not saved.").format(name=draft.corpus.name),
                self.tr("Go back to it"),
                lambda: self._open(draft),
            )
        self._open(self._nothing_yet())

    def _save(self) -> None:
        if self._draft.changed:
            draft = self._draft.with_name_that_works(self._taken)
            self.runner.start(
                save_corpus.run,
                SaveCorpus(self.home, draft.corpus, draft.saved_name),
                on_result=self._saved,
                on_error=self._not_saved,
            )

    def _saved(self, saved: SavedCorpus) -> None:
        self._notice.hide()
        self._show(CorpusDraft.opened(saved.corpus))
        self.focus_on_what_is_next()
        self.library.corpora.renew()

    def _not_saved(self, problem: Message) -> None:
        self._notice.show_message(problem)
        self.library.corpora.renew()  # the name may have been taken meanwhile

    def _delete(self, entry: CorpusEntry) -> None:
        self._undo.delete(
            entry.path, self.tr("“{name}” is deleted. Its texts stay where they are.").format(name=entry.name)
        )
