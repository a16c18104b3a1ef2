"""The switch that lets other programs write with the open model."""

from __future__ import annotations

import contextlib
import json
import shlex
import socket
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from gpt_studio.server.settings import ServerSettings

pytestmark = pytest.mark.usefixtures("models")

REPLY = "The cat sleeps on the warm stone."


def asked(line: str) -> Any:
    """What the server answers to a curl line as the window gives it."""
    words = shlex.split(line)
    assert words[0] == "curl"
    headers = dict(words[place + 1].split(": ", 1) for place, word in enumerate(words) if word == "-H")
    body = words[words.index("-d") + 1].encode()
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(urllib.request.Request(words[1], body, headers), timeout=60) as answered:
        return json.load(answered)


def switch_on(person: Any) -> None:
    if not person.shows("chat_serving"):
        person.click("chat_serve_toggle")
    assert person.text("chat_serving_state") == "Off"
    assert not person.shows("chat_serving_token")
    person.click("chat_serving_switch")
    person.wait_until(lambda: person.text("chat_serving_state").startswith("On"))


def test_the_switch_serves_the_open_model_until_it_is_off(person: Any) -> None:
    toggle = person.find("chat_serve_toggle")
    assert not toggle.isEnabled()
    person.open("talker")
    switch_on(person)
    assert toggle.isChecked()
    assert person.text("chat_serving_heading") == "Let other programs write with “talker”"
    assert person.text("chat_serving_state") == "On · 0 requests answered"
    token = person.find("chat_serving_token")
    assert token.echoMode() == QLineEdit.EchoMode.Password
    person.click("chat_serving_show_token")
    assert (token.echoMode(), token.displayText()) == (QLineEdit.EchoMode.Normal, token.text())
    assert len(token.text()) >= 32
    person.click("chat_serving_copy_address")
    assert QGuiApplication.clipboard().text() == person.find("chat_serving_address").text()
    person.click("chat_serving_copy_token")
    assert QGuiApplication.clipboard().text() == token.text()
    person.click("chat_serving_copy_curl")
    line = QGuiApplication.clipboard().text()
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(asked, line)
        person.wait_until(answer.done)
    assert answer.result()["choices"][0]["message"]["content"] == REPLY
    person.wait_until(lambda: person.text("chat_serving_state") == "On · 1 request answered")
    assert not person.tab.runner.busy  # a forecast of a training need not wait for it
    person.click("chat_serving_close")
    assert not person.shows("chat_serving")
    person.click("chat_serve_toggle")
    assert toggle.isChecked()
    assert person.text("chat_serving_state") == "On · 1 request answered"
    person.click("chat_serving_switch")
    assert person.text("chat_serving_state") == "Off"
    assert not person.shows("chat_serving_token")
    assert not toggle.isChecked()


def test_switched_on_again_it_has_a_new_token_and_a_taken_port_does_not_matter(person: Any) -> None:
    person.open("talker")
    taken = f"http://127.0.0.1:{ServerSettings().port}/v1"
    tokens = set()
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(socket.create_server(("127.0.0.1", ServerSettings().port)))
        except OSError:
            taken = ""  # another program has it, and may give it back
        for _ in range(2):
            switch_on(person)
            tokens.add(person.find("chat_serving_token").text())
            assert person.find("chat_serving_address").text() != taken
            person.click("chat_serving_switch")
    assert len(tokens) == 2


def test_it_goes_on_with_its_model_when_another_is_opened(person: Any) -> None:
    person.open("counter")
    switch_on(person)
    person.open_in_conversation("talker")
    person.click("chat_serving_copy_curl")
    line = QGuiApplication.clipboard().text()
    assert "/v1/completions " in line
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(asked, line)
        person.wait_until(answer.done)
    assert answer.result()["model"] == "counter"
    assert person.text("chat_serving_heading") == "Let other programs write with “counter”"
    # It is left on: the fixtures see that it ends with the window.
