"""Every command of the window is in ui/state/actions.py, and no other file makes an action or a shortcut."""

import ast
from collections import Counter
from pathlib import Path

from PySide6.QtGui import QKeySequence

from gpt_studio.ui.state.actions import commands
from gpt_studio.ui.state.handover import Stage

PACKAGE = Path(__file__).resolve().parents[2] / "gpt_studio"
ACTIONS = PACKAGE / "ui" / "state" / "actions.py"
MAKING = {"QAction", "QShortcut"}
SPEAKERS = ("ui", "cli")
INSIDE_A_MESSAGE = {"values", "key", "template"}
NAMES_OF_MESSAGES = {"message", "problem", "what", "said", "remark", "fact", "note"}


def trees() -> list[tuple[str, ast.Module]]:
    """The files of the window and the terminal."""
    files = [path for folder in SPEAKERS for path in sorted((PACKAGE / folder).rglob("*.py"))]
    return [(path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))) for path in files]


def test_actions_and_shortcuts_are_made_in_one_place() -> None:
    found = []
    for path, tree in trees():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            words = call.args and isinstance(call.args[0], ast.Constant | ast.Name | ast.Call)
            of_a_menu = name == "addAction" and words and not _is_action(call.args[0])
            if (name in MAKING or name == "setShortcut" or of_a_menu) and path != "ui/state/actions.py":
                found.append(f"{path}:{call.lineno}: {ast.unparse(call)}")
    assert found == []


def _is_action(given: ast.expr) -> bool:
    return (isinstance(given, ast.Name) and given.id == "action") or "for_one" in ast.unparse(given)


def test_ids_are_told_apart_and_say_where_a_command_belongs() -> None:
    made = commands()
    assert [each for each, times in Counter(command.id for command in made).items() if times > 1] == []
    for command in made:
        place, _, name = command.id.partition(".")
        assert place, command.id
        assert name, command.id
        assert command.stage is None or place == command.stage.value, command.id
        assert command.title, command.id
        assert command.icon.startswith("ph."), command.id
    assert {f"go.{stage.value}" for stage in Stage} <= {command.id for command in made}


def test_every_title_is_translated() -> None:
    """Each title is a literal argument of ``translate``, so that lupdate finds it."""
    calls = [node for node in ast.walk(ast.parse(ACTIONS.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    titles = [call.args[1] for call in calls if getattr(call.func, "id", "") == "Command"]
    assert len(titles) == len(commands())
    for title in titles:
        assert isinstance(title, ast.Call)
        assert ast.unparse(title.func) == "translate"
        assert [type(part) for part in title.args] == [ast.Constant, ast.Constant]


def test_no_two_shortcuts_are_the_same_where_both_work() -> None:
    for stage in Stage:
        here = [each for each in commands() if each.shortcut and each.stage in (None, stage)]
        keys = Counter(QKeySequence(each.shortcut).toString() for each in here)
        assert "" not in keys
        assert [key for key, times in keys.items() if times > 1] == []


def test_every_command_is_carried_out_somewhere() -> None:
    asked_for = {
        node.value
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        if path != "ui/state/actions.py" and isinstance(node.value, str)
    }
    assert [each.id for each in commands() if each.id not in asked_for and not each.id.startswith("go.")] == []


def test_window_and_terminal_act_on_fields_and_never_on_what_is_inside_a_sentence() -> None:
    """Only ui/look/text.py, which shows messages, reads them. All other code acts on fields of events and errors."""
    found = []
    for path, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Attribute) or node.attr not in INSIDE_A_MESSAGE or path == "ui/look/text.py":
                continue
            owner = node.value
            name = getattr(owner, "attr", getattr(owner, "id", ""))
            if name in NAMES_OF_MESSAGES:
                found.append(f"{path}:{node.lineno}: {ast.unparse(node)}")
    assert found == []
