"""The manual page documents every subcommand and flag in valid roff."""

from argparse import ArgumentParser

from release.man_page import escaped, man_page

from gpt_studio.cli.registry import COMMANDS

PAGE = man_page("1.2.3", 1_790_000_000)


def test_tells_everything():
    shown = PAGE.replace("\\-", "-")
    for command in COMMANDS:
        words = " ".join(command.words)
        assert f'.SS "gpt-studio {words}"' in shown
        parser = ArgumentParser()
        command.load().add_arguments(parser)
        for action in parser._actions:
            assert all(f"\\fB{flag}\\fR" in shown for flag in action.option_strings if flag not in {"-h", "--help"})


def test_names_version_and_day():
    assert PAGE.startswith('.TH GPT\\-STUDIO 1 "2026-09-21" "GPT Studio 1.2.3" "User Commands"')


def test_every_order_is_known():
    orders = {line.split()[0] for line in PAGE.splitlines() if line.startswith(".")}
    assert orders == {".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".I", ".br"}


def test_no_text_is_taken_as_an_order():
    assert escaped(".bashrc and\n'quoted'") == "\\&.bashrc and\n\\&'quoted'"
    assert escaped("a\\b --flag") == "a\\eb \\-\\-flag"
