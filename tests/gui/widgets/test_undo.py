"""Deleting, and undoing it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from gpt_studio.core.errors import StudioError
from gpt_studio.core.folder_lock import FolderLock
from gpt_studio.core.job import JobContext
from gpt_studio.ui.widgets import trash as trash_module
from gpt_studio.ui.widgets.notice import Notice
from gpt_studio.ui.widgets.trash import Delete, delete, take_back
from gpt_studio.ui.widgets.undo import Undo


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "home" / "tokenizers" / "River"
    made.mkdir(parents=True)
    (made / "tokenizer.json").write_text("{}")
    return made


def run(job, request):
    return job(request, JobContext())


def test_a_deleted_folder_is_in_the_bin_and_comes_back_without_leaving_anything_there(folder, trash):
    done = run(delete, Delete(folder))
    assert not folder.exists()
    assert (trash / "River" / "tokenizer.json").is_file()
    assert done.can_be_taken_back
    assert run(take_back, done) == folder
    assert (folder / "tokenizer.json").read_text() == "{}"
    assert [path for path in trash.parent.rglob("*") if path.is_file()] == []


def test_two_of_the_same_name_come_back_one_by_one(folder, trash):
    first = run(delete, Delete(folder))
    folder.mkdir()
    (folder / "tokenizer.json").write_text("[]")
    run(delete, Delete(folder))
    run(take_back, first)
    assert (folder / "tokenizer.json").read_text() == "{}"


def test_what_would_replace_something_new_is_not_taken_back(folder, trash):
    done = run(delete, Delete(folder))
    folder.mkdir()
    with pytest.raises(StudioError, match="another"):
        run(take_back, done)
    assert list(folder.iterdir()) == []


def test_a_bin_that_was_emptied_is_said(folder, trash):
    done = run(delete, Delete(folder))
    (trash / "River" / "tokenizer.json").unlink()
    (trash / "River").rmdir()
    with pytest.raises(StudioError, match="no longer in the bin"):
        run(take_back, done)


def test_where_there_is_no_bin_a_small_file_is_remembered_and_a_folder_stays(tmp_path, folder, monkeypatch):
    monkeypatch.setattr(trash_module, "_move_to_bin", lambda _file: False)
    corpus = tmp_path / "Tales.toml"
    corpus.write_text("name = 'Tales'")
    done = run(delete, Delete(corpus))
    assert not corpus.exists()
    run(take_back, done)
    assert corpus.read_text() == "name = 'Tales'"
    with pytest.raises(StudioError, match="could not be moved to the bin"):
        run(delete, Delete(folder))
    assert (folder / "tokenizer.json").is_file()


def test_what_another_program_writes_to_stays(folder, trash):
    with FolderLock(folder), pytest.raises(StudioError, match="writing"):
        run(delete, Delete(folder))
    assert folder.is_dir()


def test_the_notice_takes_it_back(folder, trash, theme, owners, qtbot, runner, find):
    notice = Notice(name="notice")
    qtbot.addWidget(notice)
    undo = Undo(runner, notice, owners.library.tokenizers)
    with qtbot.waitSignal(undo.deleted) as gone:
        undo.delete(folder, "“River” is in the bin.")
    assert gone.args == [folder]
    assert find(notice, "notice_text", QLabel).text() == "“River” is in the bin."
    with qtbot.waitSignal(undo.restored):
        qtbot.mouseClick(find(notice, "notice_action", QWidget), Qt.MouseButton.LeftButton)
    assert (folder / "tokenizer.json").is_file()
    assert not notice.isVisible()
