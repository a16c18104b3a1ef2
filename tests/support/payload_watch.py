"""Open folders as the program does, under an audit hook: ``python payload_watch.py HOME...``.

Each home holds one model, whose folder is made the current one, where Python looks for modules first. The first home is
sound and not watched, so that what the program imports and creates at first use does not count.

The hook records what a payload would do: code of the folder compiled, run or imported, its programs and pickles opened,
processes started, sockets, files written. The helper's work is repeated in this process, where the hook sees it. Prints
one JSON object per home: the events, and how each step ended.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

PROGRAMS = (
    ".py",
    ".pyc",
    ".pyd",
    ".pth",
    ".so",
    ".sh",
    ".bin",
    ".pt",
    ".ckpt",
    ".pkl",
    ".pickle",
    ".joblib",
    ".npy",
    ".h5",
)
RUNNING = (
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "os.spawn",
    "pty.spawn",
    "ctypes.dlopen",
    "pickle.find_class",
)
CHANGING = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.symlink", "os.link", "os.truncate", "os.chmod")


class Watch:
    """The audit hook. ``events`` are the forbidden ones that happened."""

    def __init__(self) -> None:
        self.events: list[str] = []
        self.folder: Path | None = None
        """The folder that is being opened; None while the hook is off."""

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.folder is not None and self._is_harm(event, arguments):
            self.events.append(f"{event} {arguments!r}"[:300])

    def _is_harm(self, event: str, arguments: tuple[Any, ...]) -> bool:
        match event:
            case "open":
                path, _, flags = arguments
                if not isinstance(path, str):
                    return False
                if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR):
                    # An existing lock file is opened to see whether another process holds it.
                    return path != os.devnull and path != str(self.folder / ".lock")
                return self._is_inside(path) and path.lower().endswith(PROGRAMS)
            case "compile" | "import":
                return any(isinstance(name, str) and self._is_inside(name) for name in arguments[1:2])
            case "exec":
                return self._is_inside(arguments[0].co_filename)
            case "subprocess.Popen":
                return "quarantine_process" not in " ".join(map(str, arguments[1]))
        return event in RUNNING or event in CHANGING or event.startswith("socket.")

    def _is_inside(self, path: str) -> bool:
        return (
            not path.startswith("<") and self.folder is not None and Path(path).absolute().is_relative_to(self.folder)
        )


def main(homes: list[Path]) -> None:
    import torch

    from gpt_studio.artifacts import load, validate  # noqa: F401
    from gpt_studio.artifacts.chat_template import read_chat_template
    from gpt_studio.artifacts.quarantine_tasks import Tasks
    from gpt_studio.core.errors import StudioError
    from gpt_studio.core.job import JobContext
    from gpt_studio.core.paths import Home
    from gpt_studio.corpora.documents import Turn
    from gpt_studio.hardware import machine  # noqa: F401
    from gpt_studio.inference import chat_format, generate, text_stream  # noqa: F401
    from gpt_studio.inference.sampling_settings import Sampling
    from gpt_studio.jobs.chat import write_text
    from gpt_studio.jobs.models import inspect_folder, list_models, open_model
    from gpt_studio.models.registry import SUPPORTED, family
    from gpt_studio.tokenization.files import read_tokenizer_files

    for model_type in SUPPORTED:
        family(model_type)
    torch.set_num_threads(1)
    watch = Watch()
    sys.addaudithook(watch)
    ends: dict[str, str] = {}
    home, folder = homes[0], Path()

    def step(name: str, do: Callable[[], Any]) -> Any:
        watch.folder = folder if home != homes[0] else None
        try:
            result = do()
            ends[name] = "done"
        except Exception as error:
            kind = StudioError if isinstance(error, StudioError) else type(error)
            ends[name] = f"{kind.__name__}: {error}"
            return None
        finally:
            watch.folder = None
        return result

    def visit(home: Path) -> None:
        context, tasks = JobContext(), Tasks()
        step("list", lambda: list_models.run(list_models.ListModels(Home(home)), context))
        step("inspect", lambda: inspect_folder.run(inspect_folder.InspectFolder(folder), context))
        step("tokenizer here", lambda: tasks.try_tokenizer(read_tokenizer_files(folder), str(folder)))
        template = step("read template", lambda: read_chat_template(folder))
        if template is not None:
            parts = {"template": template.source.encode("utf-8", "replace")}
            step("template here", lambda: tasks.try_template(parts, {}))
            messages = [{"role": "user", "content": "Hello"}]
            step("render here", lambda: tasks.render(parts, messages, {"bos_token": "<s>"}))
        opened = step("open", lambda: open_model.run(open_model.OpenModel(folder), context))
        if opened is not None:
            sampling = Sampling(max_new_tokens=2, seed=0)
            step("write", lambda: write_text.run(write_text.WriteText(opened, "the cat", sampling), context))
            turns = (Turn("user", "Hello"),)
            step("reply", lambda: write_text.reply(write_text.ReplyToChat(opened, turns, sampling), context))

    for home in homes:
        folder = home / "models" / "model"
        os.chdir(folder)
        watch.events, ends = [], {}
        visit(home)
        print(json.dumps({"events": watch.events, "ends": ends}), flush=True)


if __name__ == "__main__":
    main([Path(home) for home in sys.argv[1:]])
