"""The settings of the server. They need neither torch nor the HTTP libraries: the terminal makes flags of them."""

from __future__ import annotations

from dataclasses import dataclass

from gpt_studio.core.errors import StudioError
from gpt_studio.core.fields import setting


class CannotListenError(StudioError):
    """The address or the port cannot be had, most often because another program has it."""


@dataclass(frozen=True)
class ServerSettings:
    """Where the server listens, who may ask, and how much one may ask for. An empty ``token`` is replaced by a random
    one, port 0 by a free one."""

    host: str = setting(
        "127.0.0.1",
        label="Address",
        help="The address that the server listens at. The default can be reached from this computer only; 0.0.0.0 can "
        "be reached from the whole network.",
    )
    port: int = setting(
        8080,
        label="Port",
        help="The port that the server listens at. 0 takes a free one.",
        minimum=0,
        maximum=65_535,
    )
    token: str = setting(
        "",
        label="Token",
        help="The secret that every program must send with its requests, also called an API key. Without one the "
        "server makes one at random and shows it once.",
    )
    parallel: int = setting(
        2,
        label="Texts at a time",
        help="So many requests are answered at the same time; they share the cores.",
        minimum=1,
        maximum=64,
        advanced=True,
    )
    queue: int = setting(
        32,
        label="Waiting requests",
        help="So many more requests wait for their turn; any beyond that are refused at once (429).",
        minimum=0,
        maximum=10_000,
        advanced=True,
    )
    most_tokens: int = setting(
        32_768,
        label="Longest request",
        help="One request may ask for so many tokens, all its texts together.",
        unit="tokens",
        minimum=1,
        maximum=100_000_000,
        advanced=True,
    )
    host_names: tuple[str, ...] = setting(
        (),
        label="Host names",
        help="Further names by which programs reach this server, such as my-computer.local; requests to any other name "
        "are refused.",
        advanced=True,
    )
    origins: tuple[str, ...] = setting(
        (),
        label="Web pages",
        help="Web pages that may use the server from a browser, such as http://localhost:3000; all others are refused.",
        advanced=True,
    )
