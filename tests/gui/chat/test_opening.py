"""Opening a model: the start page, the three steps, and a step that fails."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from gpt_studio.core.paths import Home
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.jobs.models.open_model import OpenedModel
from gpt_studio.ui.state.handover import ChatWith
from gpt_studio.ui.tabs.chat.model_words import in_plain_words


def test_without_a_model_it_says_what_to_do_next(person: Any, qtbot: Any) -> None:
    person.wait_until(lambda: person.shows("chat_no_models"))
    home = person.tab.commands.bind("go.start", lambda: None, person.tab)
    with qtbot.waitSignal(home.triggered):
        person.click("chat_make_first")
    person.click("chat_start_open_folder")
    dialog = person.tab.findChild(QFileDialog, "chat_folder_dialog")
    assert dialog.isVisible()
    dialog.reject()


def test_models_are_listed_with_what_they_can_do(models: Path, person: Any) -> None:
    person.wait_until(lambda: person.shows("chat_choose_model"))
    rows = dict(person.rows("chat_models"))
    assert rows["talker"].startswith("chat · ")
    assert rows["counter"].startswith("text · ")
    assert "Choose a model" in person.tab.header.sentence


def test_opening_shows_three_steps_with_their_facts(models: Path, person: Any) -> None:
    person.open("talker")
    assert "2 layers of 2 heads" in person.text("chat_step_architecture_facts")
    assert "parameters" in person.text("chat_step_knowledge_facts")
    assert "chat template" in person.text("chat_step_language_facts")
    assert not person.shows("chat_loading_progress")
    assert person.tab.header.sentence == "You talk with talker. Write a message."
    person.write("hi")
    assert person.find("chat_send").isEnabled()


def test_an_open_model_is_told_in_plain_words_and_its_figures_are_folded(models: Path, person: Any) -> None:
    person.open("talker")
    said = person.text("chat_loading_words")
    assert "parameters" in said
    assert "You can talk with it" in said
    assert not any(code in said for code in ("config.json", "float32", "<|", "qwen3"))
    assert not person.shows("chat_step_architecture")
    person.click("chat_loading_details_toggle")
    assert person.shows("chat_step_architecture")


def test_a_model_made_here_is_nobody_else_s() -> None:
    opened = OpenedModel(Path("a"), "a", "qwen3", 650_000, 256, 500, False, Sampling(), (), "exact", None, None, None)  # type: ignore[arg-type]
    entry = ModelEntry(Path("a"), "a", 0.0, data="Diary", steps=30, total_steps=100)
    said = in_plain_words(opened, entry)
    assert "learnt from “Diary” in 30 steps. That is 30" in said
    assert "continues texts" in said
    assert "made from nothing: Qwen3 is only the plan" in said
    assert "a copy of “Voice”" in in_plain_words(opened, replace(entry, base="Voice"))
    assert "nothing" not in in_plain_words(opened, None)


def remarks(person: Any, step: str) -> list[str]:
    name = f"chat_step_{step}_remarks"
    return [] if person.find(name).isHidden() else person.text(name).split("\n")


def test_opening_tells_what_is_there_and_what_is_missing(models: Path, person: Any) -> None:
    (models / "counter" / "generation_config.json").unlink()
    (models / "counter" / "modeling_own.py").write_text("raise SystemExit")
    person.open("counter")
    assert "stored as float32, computed in float32" in person.text("chat_step_knowledge_facts")
    assert "byte-level BPE tokenizer" in person.text("chat_step_language_facts")
    assert "ends with <|im_end|>, <|endoftext|>" in person.text("chat_step_language_facts")
    assert remarks(person, "architecture") == remarks(person, "knowledge") == []
    template, generation, code = remarks(person, "language")
    assert template.startswith("There is no chat template")
    assert generation.startswith("There is no generation_config.json")
    assert "modeling_own.py" in code
    person.open("talker")
    assert remarks(person, "language") == []


def test_what_was_found_can_be_seen_again(models: Path, person: Any) -> None:
    assert not person.find("chat_found").isEnabled()
    person.open("talker")
    person.say("hello")
    person.wait_for_writing_to_end()
    assert not person.shows("chat_loading")
    person.click("chat_found")
    assert person.shows("chat_loading")
    assert "2 layers of 2 heads" in person.text("chat_step_architecture_facts")
    person.click("chat_found")
    assert not person.shows("chat_loading")


def test_a_folder_from_elsewhere_can_be_opened(talker: Path, person: Any) -> None:
    person.wait_until(lambda: person.shows("chat_open_folder"))
    person.click("chat_open_folder")
    dialog = person.tab.findChild(QFileDialog, "chat_folder_dialog")
    dialog.setDirectory(str(talker.parent))
    dialog.selectFile(str(talker))
    dialog.accept()
    person.wait_until(lambda: person.text("chat_loading_title") == "talker is ready")
    assert [row[0] for row in person.rows("chat_models")] == ["talker"]


def test_a_broken_folder_is_explained_at_its_step_and_the_open_model_stays(models: Path, person: Any) -> None:
    broken = shutil.copytree(models / "talker", models / "broken")
    (broken / "model.safetensors").write_bytes(b"short")
    person.tab.activated()
    person.open("talker")
    person.open("broken")
    assert str(broken / "model.safetensors") in person.text("chat_step_knowledge_facts")
    assert person.text("chat_step_language_facts") == "How text becomes tokens and tokens become text"
    assert person.find("chat_models").current_key == str(models / "talker")
    person.say("hello")
    person.wait_for_writing_to_end()
    assert person.said()[1] == "The cat sleeps on the warm stone."


def test_why_a_folder_cannot_be_opened_is_said_also_to_a_person_who_left_the_steps(models: Path, person: Any) -> None:
    damaged = shutil.copytree(models / "talker", models / "damaged")
    (damaged / "config.json").write_text("{")
    person.tab.activated()
    person.pick("chat_models", "damaged")
    loading = person.tab.parts.middle.loading
    loading.leave()
    assert not person.shows("chat_loading")
    person.wait_until(lambda: person.text("chat_loading_title") == "damaged cannot be opened")
    assert person.shows("chat_loading")
    assert "config.json" in person.text("chat_step_architecture_facts")
    assert not person.shows("chat_loading_progress")


def test_a_damaged_tokenizer_is_explained_at_the_language(models: Path, person: Any) -> None:
    damaged = shutil.copytree(models / "talker", models / "damaged")
    (damaged / "tokenizer.json").write_text("{")
    person.tab.activated()
    person.open("damaged")
    assert "tokenizer.json" in person.text("chat_step_language_facts")
    assert "parameters" not in person.text("chat_step_knowledge_facts")


def test_closing_the_steps_while_they_run_gives_up_opening(models: Path, person: Any) -> None:
    person.pick("chat_models", "talker")
    person.click("chat_loading_close")
    person.wait_until(lambda: not person.tab.runner.busy)
    assert not person.shows("chat_loading")
    assert person.find("chat_models").current_key == ""


def test_another_tab_can_ask_to_chat_with_a_model(models: Path, person: Any) -> None:
    person.tab.receive(ChatWith(models / "counter"))
    person.wait_until(lambda: person.text("chat_loading_title") == "counter is ready")
    assert person.shows("chat_text")
    assert not person.shows("chat_composer")


def test_a_model_folder_can_be_dropped(talker: Path, person: Any) -> None:
    assert person.tab.accepts([talker])
    assert not person.tab.accepts([talker / "config.json"])
    person.tab.drop([talker])
    person.wait_until(lambda: person.text("chat_loading_title") == "talker is ready")


def test_links_out_of_a_folder_are_followed_once_the_person_says_yes(models: Path, person: Any, tmp_path: Path) -> None:
    weights = models / "talker" / "model.safetensors"
    weights.symlink_to(shutil.move(weights, tmp_path / "on another disk"))
    for answer, outcome in (("link_refuse", "cannot be opened"), ("link_follow", "is ready")):
        person.tab.receive(ChatWith(models / "talker"))
        person.wait_until(lambda: person.shows("link_dialog"))
        assert "leads out of its folder" in person.text("chat_step_knowledge_facts")
        person.click(answer)
        person.wait_until(lambda outcome=outcome: person.text("chat_loading_title") == f"talker {outcome}")
        person.wait_until(lambda: not person.shows("link_dialog"))
    person.tab.receive(ChatWith(models / "counter"))
    person.wait_until(lambda: person.text("chat_loading_title") == "counter is ready")
    person.tab.receive(ChatWith(models / "talker"))  # asked once
    person.wait_until(lambda: person.text("chat_loading_title") == "talker is ready")
    assert not person.shows("link_dialog")


def test_a_checkpoint_is_called_by_its_model_and_its_step(models: Path, person: Any) -> None:
    step = models / "talker" / "training" / "checkpoints" / "step-000000020"
    step.mkdir(parents=True)
    person.tab.receive(ChatWith(step))
    person.wait_until(lambda: person.text("chat_loading_title") == "talker @20 cannot be opened")
    assert "talker @20" in dict(person.rows("chat_models"))


def test_a_folder_from_elsewhere_stays_in_the_list_with_its_facts(talker: Path, person: Any, make_person: Any) -> None:
    person.tab.drop([talker])
    person.wait_until(lambda: person.text("chat_loading_title") == "talker is ready")
    person.wait_until(lambda: person.rows("chat_models")[0][1].startswith("chat · "))
    person.tab.shut_down()
    later = make_person()
    later.open("talker")
    assert later.tab.parts.opener.folder == talker


def test_models_are_listed_by_their_last_use(models: Path, person: Any, make_person: Any) -> None:
    for name in ("talker", "counter"):
        person.open(name)
        person.wait_until(lambda name=name: person.rows("chat_models")[0][0] == name)
    person.open("talker")
    person.tab.shut_down()
    later = make_person()
    later.wait_until(lambda: [row[0] for row in later.rows("chat_models")] == ["talker", "counter"])
    assert later.text_of_button("chat_open_newest") == "Chat with talker"


def cross_of(person: Any, title: str) -> tuple[Any, QPoint]:
    shown = person.find("chat_models")
    index = shown.model().index([row[0] for row in person.rows("chat_models")].index(title), 0)
    area = shown.visualRect(index)
    return shown, QPoint(area.right() - 10, area.center().y())


def test_a_folder_is_taken_off_the_list_by_its_cross_and_comes_back(models: Path, talker: Path, person: Any) -> None:
    person.tab.drop([talker])
    person.wait_until(lambda: person.text("chat_loading_title") == "talker is ready")
    person.open("counter")
    elsewhere = str(talker)
    shown = person.find("chat_models")
    person.wait_until(lambda: elsewhere in shown.keys)
    row = shown.keys.index(elsewhere)
    area = shown.visualRect(shown.model().index(row, 0))
    cross = QPoint(area.right() - 10, area.center().y())
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=cross)
    person.wait_until(lambda: elsewhere not in shown.keys)
    assert talker.is_dir()
    assert person.tab.parts.opener.model.name == "counter", "the click did not open it"
    person.click("chat_notice_action")
    person.wait_until(lambda: elsewhere in shown.keys)
    shown.set_current(elsewhere)
    QTest.keyClick(shown, Qt.Key.Key_Delete)
    person.wait_until(lambda: elsewhere not in shown.keys)


def test_the_persons_own_models_have_no_cross(models: Path, person: Any) -> None:
    person.open("talker")
    shown, place = cross_of(person, "talker")
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.keyClick(shown, Qt.Key.Key_Delete)
    person.wait_until(lambda: not person.tab.runner.busy)
    assert sorted(row[0] for row in person.rows("chat_models")) == ["counter", "talker"]


def test_a_folder_that_is_gone_is_shown_as_gone(tmp_path: Path, talker: Path, make_person: Any) -> None:
    folder = shutil.copytree(talker, tmp_path / "away")
    person = make_person()
    person.tab.drop([folder])
    person.wait_until(lambda: person.text("chat_loading_title") == "away is ready")
    person.tab.shut_down()
    shutil.rmtree(folder)
    later = make_person()
    later.wait_until(lambda: dict(later.rows("chat_models")).get("away", "").startswith("The folder is not there"))
    assert later.shows("chat_no_models")
    assert later.shows("chat_make_first")


def test_memory_of_a_newer_program_is_told_and_the_folder_is_listed_all_the_same(
    home: Home, talker: Path, make_person: Any
) -> None:
    home.root.mkdir(parents=True)
    (home.root / "chat.json").write_text('{"format": 9}')
    person = make_person()
    person.wait_until(lambda: person.shows("chat_notice"))
    assert "newer version" in person.text("chat_notice_text")
    person.tab.drop([talker])
    person.wait_until(lambda: person.text("chat_loading_title") == "talker is ready")
    assert [row[0] for row in person.rows("chat_models")] == ["talker"]
    assert (home.root / "chat.json").read_text() == '{"format": 9}'


def test_the_primary_button_opens_the_newest_model_and_the_composer_has_the_focus(models: Path, person: Any) -> None:
    person.tab.activateWindow()
    person.wait_until(lambda: person.shows("chat_open_newest"))
    person.click("chat_open_newest")
    assert not person.shows("chat_open_newest")
    person.wait_until(lambda: person.tab.parts.opener.model is not None)
    person.wait_until(lambda: person.focus() in ("chat_composer", "chat_text"))


def test_coming_with_a_model_puts_the_cursor_into_the_composer(models: Path, person: Any) -> None:
    person.tab.activateWindow()
    person.tab.receive(ChatWith(models / "talker"))
    person.wait_until(lambda: person.text("chat_loading_title") == "talker is ready")
    assert person.focus() == "chat_composer"
    person.find("chat_models").setFocus()
    person.tab.receive(ChatWith(models / "talker"))
    assert person.focus() == "chat_composer"


def test_in_a_low_window_neither_the_steps_nor_the_composer_are_cut(models: Path, person: Any) -> None:
    person.tab.resize(836, 500)
    person.tab.set_compact(True)
    person.open("talker")
    send = person.find("chat_send")
    person.wait_until(lambda: send.visibleRegion().boundingRect() == send.rect())
    facts = person.find("chat_loading_words")
    person.wait_until(lambda: facts.height() >= facts.heightForWidth(facts.width()))


def test_how_it_computes_is_said_and_can_be_chosen(models: Path, person: Any) -> None:
    person.open("talker")
    person.click("chat_loading_details_toggle")
    assert "computes with its own numbers, which is fast enough" in person.text("chat_precision_reason")
    assert person.shows("chat_precision")
    box = person.find("chat_precision")
    place = box.findData("int8")
    box.setCurrentIndex(place)
    box.activated.emit(place)
    person.wait_until(lambda: person.tab.parts.opener.model.precision == "int8" and not person.tab.runner.busy)
    assert person.text("chat_loading_title") == "talker is ready"
    person.say("hello")
    person.wait_for_writing_to_end()
    assert person.said()[1]
