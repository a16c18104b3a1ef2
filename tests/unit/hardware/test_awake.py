"""Keeping the machine awake, with stand-ins for the systems' programs on PATH."""

import sys
from pathlib import Path

import pytest

from gpt_studio.hardware.awake import asleep_allowed, wakefulness

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="stand-ins are shell scripts")

AGREES = """#!/bin/sh
echo "$@" >> "{log}"
while [ "${{1#--}}" != "$1" ]; do shift; done
"$@"
echo released >> "{log}"
"""
REFUSES_SLEEP = """#!/bin/sh
echo "$@" >> "{log}"
case "$1" in --what=idle) ;; *) exit 1;; esac
while [ "${{1#--}}" != "$1" ]; do shift; done
exec "$@"
"""
REFUSES = """#!/bin/sh
echo "$@" >> "{log}"
exit 1
"""
STAYS = """#!/bin/sh
echo "$@" >> "{log}"
exec sleep 600
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def stand_in(tmp_path: Path, log: Path, monkeypatch: pytest.MonkeyPatch):
    def put(name: str, script: str) -> None:
        folder = tmp_path / "bin"
        folder.mkdir()
        (folder / name).write_text(script.format(log=log))
        (folder / name).chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    return put


def said(log: Path) -> list[str]:
    return log.read_text().splitlines() if log.exists() else []


def test_linux_asks_for_sleep_and_idling_with_a_reason_and_releases(stand_in, log: Path) -> None:
    stand_in("systemd-inhibit", AGREES)
    awake = wakefulness("linux")
    assert awake.hold("A model is being trained")
    assert awake.held
    assert said(log) == [
        "--what=sleep:idle --who=GPT Studio --why=A model is being trained --mode=block sh -c echo; exec cat"
    ]
    process = awake._process  # type: ignore[attr-defined]
    assert process.poll() is None
    awake.release()
    assert process.poll() is not None
    assert not awake.held


def test_where_sleep_may_not_be_forbidden_idling_is(stand_in, log: Path) -> None:
    stand_in("systemd-inhibit", REFUSES_SLEEP)
    awake = wakefulness("linux")
    assert awake.hold("x")
    assert [line.split()[0] for line in said(log)] == ["--what=sleep:idle", "--what=idle"]
    awake.release()


def test_a_system_that_refuses_is_believed(stand_in, log: Path) -> None:
    stand_in("systemd-inhibit", REFUSES)
    awake = wakefulness("linux")
    assert not awake.hold("x")
    assert len(said(log)) == 2
    awake.release()


def test_a_system_without_the_program_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for platform in ("linux", "darwin"):
        awake = wakefulness(platform)
        assert not awake.hold("x")
        awake.release()


def test_holding_twice_asks_once(stand_in, log: Path) -> None:
    stand_in("systemd-inhibit", AGREES)
    awake = wakefulness("linux")
    assert awake.hold("x")
    assert awake.hold("x")
    assert len(said(log)) == 1
    awake.release()


def test_it_may_sleep_during_a_pause(stand_in, log: Path) -> None:
    stand_in("systemd-inhibit", AGREES)
    awake = wakefulness("linux")
    awake.hold("x")
    with asleep_allowed(awake, "x"):
        assert not awake.held
    assert awake.held
    awake.release()
    with asleep_allowed(awake, "x"):
        pass
    assert not awake.held


def test_a_mac_is_kept_awake_while_this_process_lives(stand_in, log: Path) -> None:
    stand_in("caffeinate", STAYS)
    awake = wakefulness("darwin")
    assert awake.hold("x")
    process = awake._process  # type: ignore[attr-defined]
    assert process.poll() is None
    awake.release()
    assert process.poll() is not None


def test_windows_is_asked_for_this_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr("gpt_studio.hardware.awake._set_thread_execution_state", lambda state: asked.append(state) or 1)
    awake = wakefulness("win32")
    assert awake.hold("x")
    awake.release()
    assert asked == [0x80000001, 0x80000000]
