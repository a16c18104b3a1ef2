"""Ask llama.cpp in a separate process, because it may crash or hang.

    python tests/support/llama_cpp.py < questions.json > answers.json

A question names a GGUF file, prompts to continue and texts to tokenize; see :class:`Question` and :class:`Answer`.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

SECONDS = 200.0


@dataclass(frozen=True)
class Question:
    """``prompts`` are continued greedily by ``length`` tokens; ``texts`` are only tokenized.

    ``chances`` is how many of the likeliest first tokens are returned with their log-probabilities; ``context`` how
    many tokens there is room for, 0 for the model's own number; ``adapter`` is put onto the model. ``beginnings``
    are ids, after which the likeliest next one is asked.
    """

    file: str
    prompts: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    length: int = 24
    chances: int = 0
    context: int = 0
    adapter: str = ""
    beginnings: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class Answer:
    """For each prompt its continuation and the log-probabilities of the first token by id; for each text its ids;
    for each beginning the id that follows."""

    texts: list[str]
    chances: list[dict[int, float]]
    tokens: list[list[int]]
    following: list[int]


def ask(questions: Sequence[Question]) -> list[Answer]:
    """Raises RuntimeError with the end of llama.cpp's log if it crashes, refuses a file or takes too long."""
    with tempfile.TemporaryDirectory() as scratch:
        return _asked(questions, os.environ | _openmp(Path(scratch)))


def _openmp(scratch: Path) -> dict[str, str]:
    """Environment variables with which llama.cpp finds torch's OpenMP, because a minimal Linux has none."""
    torch = importlib.util.find_spec("torch")
    assert torch is not None
    assert torch.origin is not None
    found = sorted((Path(torch.origin).parent / "lib").glob("libgomp*.so*"))
    if not sys.platform.startswith("linux") or not found:
        return {}
    (scratch / "libgomp.so.1").symlink_to(found[0])
    already = os.environ.get("LD_LIBRARY_PATH")
    return {"LD_LIBRARY_PATH": f"{already}:{scratch}" if already else str(scratch)}


def _asked(questions: Sequence[Question], environment: dict[str, str]) -> list[Answer]:
    done = subprocess.run(
        [sys.executable, __file__],
        input=json.dumps([asdict(question) for question in questions]),
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=environment,
        timeout=SECONDS,
    )
    if done.returncode:
        raise RuntimeError(f"llama.cpp ended with {done.returncode}: {done.stderr[-3000:]}")
    answers = json.loads(done.stdout.splitlines()[-1])
    for answer in answers:
        answer["chances"] = [{int(token): value for token, value in part.items()} for part in answer["chances"]]
    return [Answer(**answer) for answer in answers]


def _answer(question: dict[str, Any]) -> dict[str, Any]:
    import xllamacpp

    wanted = xllamacpp.CommonParams()
    wanted.model.path = question["file"]
    wanted.n_ctx, wanted.n_parallel, wanted.n_gpu_layers, wanted.port = question["context"], 1, 0, 0
    wanted.cache_type_k = wanted.cache_type_v = xllamacpp.ggml_type.GGML_TYPE_F32
    wanted.flash_attn_type = xllamacpp.llama_flash_attn_type.LLAMA_FLASH_ATTN_TYPE_DISABLED
    wanted.cpuparams.n_threads = wanted.cpuparams_batch.n_threads = 1
    if question["adapter"]:
        wanted.lora_adapters = [xllamacpp.CommonAdapterLoraInfo(question["adapter"], 1.0)]
    wanted.warmup = wanted.fit_params = False
    server = xllamacpp.Server(wanted)
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    answer: dict[str, Any] = {"texts": [], "chances": [], "tokens": [], "following": []}
    for prompt in question["prompts"]:
        said = server.handle_completions(
            {
                "prompt": prompt,
                "n_predict": question["length"],
                "temperature": 0,
                "n_probs": max(1, question["chances"]),
                "cache_prompt": False,
            }
        )
        written = said["choices"][0]
        tokens = written["logprobs"]["content"] if written["logprobs"] else []
        answer["texts"].append(written["text"])
        answer["chances"].append(
            {each["id"]: each["logprob"] for each in (tokens or [{"top_logprobs": []}])[0]["top_logprobs"]}
        )
    for text in question["texts"]:
        wanted_ids = {"content": text, "add_special": True, "parse_special": True}
        answer["tokens"].append(_posted(server, direct, "tokenize", wanted_ids)["tokens"])
    for ids in question["beginnings"]:
        next_one = {"prompt": ids, "n_predict": 1, "temperature": 0, "cache_prompt": True, "return_tokens": True}
        answer["following"] += _posted(server, direct, "completion", next_one)["tokens"]
    return answer


def _posted(server: Any, direct: urllib.request.OpenerDirector, path: str, said: dict[str, Any]) -> Any:
    asked = urllib.request.Request(
        f"{server.listening_address}/{path}",
        data=json.dumps(said).encode(),
        headers={"Content-Type": "application/json"},
    )
    with direct.open(asked, timeout=60) as reply:
        return json.load(reply)


if __name__ == "__main__":
    answers = [_answer(question) for question in json.load(sys.stdin)]
    print(json.dumps(answers), flush=True)
    os._exit(0)  # does not wait for llama.cpp's threads
