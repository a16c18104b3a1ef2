"""Let a model go on from each prompt of a file, and keep the texts in another file, which can be gone on with later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gpt_studio.core.errors import say
from gpt_studio.core.events import Progress
from gpt_studio.core.job import JobContext, Unreported
from gpt_studio.inference.sampling_settings import Sampling, bans_from
from gpt_studio.jobs.chat import write_text
from gpt_studio.jobs.chat.prompt_files import Continued, ContinuedFile, Prompt, check_resumed, read_prompts
from gpt_studio.jobs.chat.write_text import WriteText
from gpt_studio.jobs.models.open_model import OpenedModel

_SEEDS = 2**63


@dataclass(frozen=True)
class WriteMany:
    """``prompts`` is a file of lines, as text or JSON Lines; ``out`` ends with .csv or .jsonl. Each prompt has a seed
    of its own, counted up from that of ``sampling``. ``batch``: so many texts are written at the same time."""

    model: OpenedModel
    prompts: Path
    out: Path
    sampling: Sampling
    batch: int = 8


@dataclass(frozen=True)
class ManyWritten:
    """``texts`` are in ``out`` now, of which ``found`` were there before; ``tokens`` were written."""

    out: Path
    texts: int
    found: int
    tokens: int


def run(request: WriteMany, context: JobContext) -> ManyWritten:
    """Go on where the file ends, emitting Progress events. When cancelled, what was written whole stays in the file.

    Raises StudioError for files that cannot be used, or that hold something else; DiskError.
    """
    from gpt_studio.inference.ended_prompt import seeded

    prompts, out = read_prompts(request.prompts), ContinuedFile(request.out)
    found = out.resume()
    first = found[0].seed if found and request.sampling.seed is None else seeded(request.sampling).seed or 0
    seeds = [(first + number) % _SEEDS for number in range(len(prompts))]
    check_resumed(found, prompts, seeds, request.model.name, request.out)
    done, tokens = len(found), 0
    while done < len(prompts):
        _report(done, len(prompts), context)
        end = done + request.batch
        rows = list(_continued(request, prompts[done:end], seeds[done:end], context))
        if context.cancelled:
            break
        out.append(rows)
        done += len(rows)
        tokens += sum(row.tokens for row in rows)
    _report(done, len(prompts), context)
    return ManyWritten(request.out, done, len(found), tokens)


def _report(done: int, of: int, context: JobContext) -> None:
    context.emit(Progress(say("prompts.progress", "{done} of {of} prompts", done=done, of=of), done / of))


def _continued(
    request: WriteMany, prompts: Sequence[Prompt], seeds: Sequence[int], context: JobContext
) -> Iterator[Continued]:
    asked = [
        WriteText(request.model, prompt.text, replace(request.sampling, seed=seed))
        for prompt, seed in zip(prompts, seeds, strict=True)
    ]
    for prompt, seed, written in zip(prompts, seeds, _texts(asked, context), strict=False):
        text, tokens, ended = written
        yield Continued(prompt.line, prompt.text, text, tokens, ended, seed, request.model.name)


def _texts(asked: Sequence[WriteText], context: JobContext) -> Iterator[tuple[str, int, str]]:
    """What the model writes, how many tokens, and how it ended; all of them at the same time where that is possible."""
    from gpt_studio.inference.side_by_side import Row, fits, write_side_by_side
    from gpt_studio.inference.text_prompt import text_prompt
    from gpt_studio.inference.text_stream import stream_text
    from gpt_studio.tokenization.begin_and_end import added_around

    model = asked[0].model
    artifact = model.hosted.artifact
    prompts = [text_prompt(artifact.tokenizer, each.prompt) for each in asked]
    longest, most = max(len(prompt.ids) for prompt in prompts), asked[0].sampling.max_new_tokens
    with model.hosted.computing() as engine:
        together = (
            len(asked) > 1
            and all(prompt.ids for prompt in prompts)
            and not added_around(artifact.tokenizer.backend)[1]  # it may go behind a prompt, which must be tried
            and fits(engine, longest, most)
        )
        if together:
            rows = [Row(prompt.ids, each.sampling) for prompt, each in zip(prompts, asked, strict=True)]
            bans = bans_from(artifact.generation)
            write_side_by_side(engine, rows, artifact.stop_ids, artifact.tokenizer, bans, context)
            for row, prompt in zip(rows, prompts, strict=True):
                pieces = list(stream_text(row.ids, artifact.tokenizer, row.sampling.stop, prompt=prompt))
                stopped = bool(pieces) and pieces[-1].stopped
                ended = "length" if len(row.ids) >= most and not stopped else "end"
                yield "".join(piece.text for piece in pieces), len(row.ids), ended
            return
    for each in asked:
        written = write_text.run(each, Unreported(context))
        if context.cancelled:
            return
        yield written.text, written.tokens, written.ended
