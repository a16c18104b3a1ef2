"""Ask whether there is a newer GPT Studio. Runs only when a person asks, and installs nothing."""

from __future__ import annotations

import os
import re
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from gpt_studio import __version__
from gpt_studio.core.errors import StudioError, shortened
from gpt_studio.core.job import JobContext
from gpt_studio.core.strict_json import parse

FEED = ""
"""The address of the list of releases, as JSON in the form of GitHub's releases; there is no public one yet."""
FEED_VARIABLE = "GPT_STUDIO_RELEASES"
SECONDS = 20.0
"""The longest that the whole check may take."""

_ANSWER_BYTES = 2_000_000
_RELEASES = 30
_NOTES_CHARACTERS = 20_000
_PIECE = 65_536
_POLL_SECONDS = 0.05
_VERSION = re.compile(r"v?(\d{1,6}(?:\.\d{1,6}){0,3})")


@dataclass(frozen=True)
class CheckUpdates:
    """``feed``: the address to ask, "" for the usual one. ``current``: the version that is running."""

    feed: str = ""
    current: str = __version__


@dataclass(frozen=True)
class Release:
    """``notes`` are Markdown; ``page`` is an address that a person can open, or ""."""

    version: str
    notes: str
    page: str


@dataclass(frozen=True)
class UpdateReport:
    """``newer`` are the releases after the one that runs, the newest first."""

    current: str
    newer: tuple[Release, ...]


def run(request: CheckUpdates, context: JobContext) -> UpdateReport:
    """Raises StudioError if no address is known, the answer is late, or it is no list of releases; JobCancelled."""
    address = request.feed or os.environ.get(FEED_VARIABLE, "") or FEED
    if not address:
        raise StudioError(
            "updates.no_feed",
            "This GPT Studio does not know where new versions are announced: look where you got it from.",
        )
    if urlsplit(address).scheme not in ("http", "https"):
        raise StudioError(
            "updates.no_address",
            "{address} is no address of a list of releases: it must begin with https://.",
            address=address,
        )
    releases = _releases(_fetched(address, context), address)
    current = _number(request.current)
    newer = [release for release in releases if _number(release.version) > current]
    return UpdateReport(request.current, tuple(sorted(newer, key=lambda each: _number(each.version), reverse=True)))


def _fetched(address: str, context: JobContext) -> bytes:
    """The answer, read in another thread: looking up a host's name has no time limit."""
    answer: list[bytes] = []
    problem: list[StudioError] = []

    def ask() -> None:
        try:
            answer.append(_read(address, deadline))
        except StudioError as error:
            problem.append(error)

    deadline = time.monotonic() + SECONDS
    thread = threading.Thread(target=ask, name="ask for updates", daemon=True)
    thread.start()
    while thread.is_alive() and time.monotonic() < deadline:
        context.raise_if_cancelled()
        thread.join(_POLL_SECONDS)
    context.raise_if_cancelled()
    if problem:
        raise problem[0]
    if not answer:
        raise _too_slow(address)
    return answer[0]


def _read(address: str, deadline: float) -> bytes:
    asking = urllib.request.Request(address, headers={"User-Agent": f"gpt-studio/{__version__}"})
    web_only = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        web_only.add_handler(handler)
    try:
        with web_only.open(asking, timeout=max(0.1, deadline - time.monotonic())) as response:
            parts, room = [], _ANSWER_BYTES + 1
            while room > 0 and (part := response.read1(min(room, _PIECE))):
                if time.monotonic() > deadline:
                    raise _too_slow(address)
                parts.append(part)
                room -= len(part)
    except urllib.error.HTTPError as error:
        error.close()
        raise _no_answer(address, f"{error.code} {error.reason}") from error
    except (OSError, ValueError, HTTPException) as error:
        reason = getattr(error, "reason", error)
        raise _too_slow(address) if isinstance(reason, TimeoutError) else _no_answer(address, reason) from error
    if room <= 0:
        raise _not_a_list(address)
    return b"".join(parts)


def _releases(data: bytes, address: str) -> list[Release]:
    """The releases in ``data``, a list or a single one, without drafts, pre-releases and those without a version."""
    try:
        value = parse(data, Path(_host(address)))
    except StudioError as error:
        raise _not_a_list(address) from error
    entries = value if isinstance(value, list) else [value]
    if not all(isinstance(entry, dict) for entry in entries):
        raise _not_a_list(address)
    found = [_release(entry) for entry in entries[:_RELEASES]]
    if entries and not any("tag_name" in entry for entry in entries):
        raise _not_a_list(address)
    return [release for release in found if release is not None]


def _release(entry: dict[str, Any]) -> Release | None:
    tag, notes, page = (entry.get(name) for name in ("tag_name", "body", "html_url"))
    if entry.get("draft") or entry.get("prerelease") or not isinstance(tag, str):
        return None
    version = _VERSION.fullmatch(tag.strip())
    if version is None:
        return None
    safe = isinstance(page, str) and urlsplit(page).scheme in ("http", "https")
    return Release(version[1], str(notes or "")[:_NOTES_CHARACTERS], str(page) if safe else "")


def _number(version: str) -> tuple[int, ...]:
    """The numbers of a version. ``1.2.0`` equals ``1.2``; what follows the numbers is left out."""
    found = _VERSION.match(version)
    numbers = [int(part) for part in found[1].split(".")] if found else [0]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def _host(address: str) -> str:
    return urlsplit(address).netloc.rpartition("@")[2]


def _no_answer(address: str, reason: object) -> StudioError:
    return StudioError(
        "updates.no_answer",
        "{host} did not answer ({reason}): check the connection and try again.",
        host=_host(address),
        reason=shortened(" ".join(str(reason).split())) or type(reason).__name__,
    )


def _too_slow(address: str) -> StudioError:
    return StudioError(
        "updates.slow",
        "{host} took more than {seconds:.0f} seconds to answer: try again later.",
        host=_host(address),
        seconds=SECONDS,
    )


def _not_a_list(address: str) -> StudioError:
    return StudioError(
        "updates.strange",
        "What {host} answered is no list of releases: the address is wrong, or something is in between.",
        host=_host(address),
    )
