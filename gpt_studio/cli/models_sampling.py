"""``gpt-studio models sampling``: keep settings of generation as a model's own."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.cli.flags import with_flags
from gpt_studio.cli.model_flags import add_model, add_sampling
from gpt_studio.cli.opening import describe_loading
from gpt_studio.cli.terminal import Terminal
from gpt_studio.jobs.models import keep_sampling, open_model
from gpt_studio.jobs.models.keep_sampling import KeepSampling
from gpt_studio.jobs.models.open_model import OpenModel


@dataclass(frozen=True)
class KeptSampling:
    file: Path


def add_arguments(parser: ArgumentParser) -> None:
    add_model(parser)
    add_sampling(parser)


def run(arguments: Namespace, terminal: Terminal) -> int:
    request = OpenModel(arguments.folder.absolute(), arguments.step, arguments.follow_links)
    opened = terminal.run(open_model.run, request, describe_loading)
    sampling = with_flags(opened.defaults, arguments)
    file = terminal.run(keep_sampling.run, KeepSampling(opened.folder, sampling))
    return terminal.finish(KeptSampling(file), [f"Written to {file}"])
