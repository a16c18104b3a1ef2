"""The server under load: ``python tests/benchmarks/serving.py FOLDER``.

Starts ``gpt-studio serve`` with the model, then: 200 requests from 8 clients, of which some leave in the middle; 2,000
requests one after another, with the memory of the process after each 250 (Linux only); and requests made from its own
OpenAPI description. Every answer must be one that the API allows, and the server must end cleanly.
"""

from __future__ import annotations

import argparse
import collections
import http.client
import json
import random
import signal
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from fuzz_requests import requests_from

CHAT, TEXT = "/v1/chat/completions", "/v1/completions"
CLIENTS, REQUESTS, LEAVING = 8, 200, 0.2
MEMORY_REQUESTS, MEMORY_EVERY = 2_000, 250
FUZZ = 1_000


class Asker:
    """One client, with a connection of its own for each request."""

    def __init__(self, port: int, token: str) -> None:
        self._port = port
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def ask(self, path: str, content: Any = None, *, leave: bool = False) -> int:
        """The status of the answer; 0 if the client left in the middle."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)
        try:
            method = "GET" if content is None else "POST"
            connection.request(method, path, None if content is None else json.dumps(content), self._headers)
            answered = connection.getresponse()
            if leave:
                answered.read1(50)
                return 0
            self.last = answered.read()
            assert b"Traceback" not in self.last
            return answered.status
        finally:
            connection.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--memory-requests", type=int, default=MEMORY_REQUESTS)
    arguments = parser.parse_args()
    process = subprocess.Popen(
        [sys.executable, "-m", "gpt_studio", "serve", arguments.folder, "--port", "0", "--json"],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    serving = next(event for line in process.stdout if (event := json.loads(line))["event"] == "serving")
    drain = ThreadPoolExecutor(1).submit(lambda: [json.loads(line) for line in process.stdout or ()][-1])
    asker = Asker(int(serving["address"].rpartition(":")[2]), serving["token"])
    try:
        together(asker)
        memory(asker, process.pid, arguments.memory_requests)
        fuzz(asker)
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(30)
    print(f"ended with {code}; in all {drain.result()['result']}")


def together(asker: Asker) -> None:
    chance = random.Random(0)
    plans = [(chance.random() < LEAVING, chance.random() < 0.5, chance.randint(1, 60)) for _ in range(REQUESTS)]

    def one(plan: tuple[bool, bool, int]) -> tuple[int, float]:
        leave, stream, tokens = plan
        start = time.perf_counter()
        content = {"prompt": "Once upon a time", "max_tokens": 100 if leave else tokens, "stream": leave or stream}
        return Asker.ask(asker, TEXT, content, leave=leave), time.perf_counter() - start

    start = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        done = list(pool.map(one, plans))
    took = time.perf_counter() - start
    statuses = collections.Counter(status for status, _ in done)
    times = sorted(seconds for status, seconds in done if status)
    print(f"{REQUESTS} requests from {CLIENTS} clients: {dict(statuses)} (0: left in the middle) in {took:.1f} s")
    print(f"  seconds for an answer: median {statistics.median(times):.3f}, longest {times[-1]:.3f}")
    assert set(statuses) <= {0, 200}


def memory(asker: Asker, process: int, count: int) -> None:
    print("resident memory in MB after so many requests:")
    for number in range(1, count + 1):
        content = {"prompt": f"Once upon {number} times", "max_tokens": 8, "stream": number % 2 == 0, "logprobs": 2}
        assert asker.ask(TEXT, content) == 200
        if number % MEMORY_EVERY == 0 or number == 1:
            print(f"  {number:5}: {_resident(process):.1f}")


def fuzz(asker: Asker) -> None:
    asker.ask("/openapi.json")
    described = json.loads(asker.last)
    for path in (CHAT, TEXT):
        statuses = collections.Counter(
            asker.ask(path, request) for request in requests_from(described, path, seed=2, count=FUZZ)
        )
        print(f"{FUZZ} requests to {path} made from the description: {dict(sorted(statuses.items()))}")
        assert set(statuses) <= {200, 400, 404}


def _resident(process: int) -> float:
    fields = dict(line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text().splitlines())
    return int(fields["VmRSS"].split()[0]) / 1_000


if __name__ == "__main__":
    main()
