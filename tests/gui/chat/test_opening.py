"""Opening a model: the start page, the three steps, and a step that fails."""

import shutil
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from gpt_studio.ui.state.handover import ChatWith, TrainModelWith


def test_without_a_model_it_says_what_to_do_next(person: Any, qtbot: Any) -> None:
    person.wait_until(lambda: person.shows("chat_no_models"))
    with qtbot.waitSignal(person.tab.asked) as asked:
        person.click("chat_go_to_training")
    assert asked.args == [TrainModelWith("")]
    person.click("chat_start_open_folder")
    dialog = person.tab.findChild(QFileDialog, "chat_folder_dialog")
    assert dialog.isVisible()
    dialog.reject()


def test_models_are_listed_with_what_they_can_do(models: Path, person: Any) -> None:
    person.wait_until(lambda: person.shows("chat_choose_model"))
    rows = dict(person.rows("chat_models"))
    assert rows["talker"].endswith("parameters · chat")
    assert rows["counter"].endswith("parameters · text")
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


def remarks(person: Any, step: str) -> list[str]:
    name = f"chat_step_{step}_remarks"
    return person.text(name).split("\n") if person.shows(name) else []


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
