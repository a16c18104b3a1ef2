"""Open a model in the terminal, with one line for each step of loading."""

from __future__ import annotations

from argparse import Namespace

from gpt_studio.cli.display import Seen, Step, describe
from gpt_studio.cli.terminal import Terminal
from gpt_studio.core.events import Event
from gpt_studio.jobs.models import open_model
from gpt_studio.jobs.models.open_model import LoadingStep, OpenedModel, OpenModel

_SOURCES = {
    "architecture": "Architecture, from config.json",
    "knowledge": "Knowledge, from the weights",
    "language": "Language, from the tokenizer",
}


def open_for(terminal: Terminal, arguments: Namespace) -> OpenedModel:
    """The model that the arguments of ``add_model`` and ``add_adapter`` (model_flags.py) name.

    Raises StudioError if it cannot be used.
    """
    request = OpenModel(
        arguments.folder.absolute(),
        arguments.step,
        arguments.follow_links,
        arguments.precision,
        adapter=arguments.adapter.absolute() if arguments.adapter else None,
        adapter_strength=arguments.adapter_strength,
    )
    opened = terminal.run(open_model.run, request, describe_loading)
    if opened.precision_reason is not None:
        terminal.note(str(opened.precision_reason))
    return opened


def describe_loading(event: Event) -> Seen:
    """How the steps of loading are shown."""
    match event:
        case LoadingStep(done=False):
            return Step(_SOURCES.get(event.step, event.step), None)
        case LoadingStep():
            found = f"{_SOURCES.get(event.step, event.step)}: {', '.join(map(str, event.facts))}"
            return "\n".join((found, *(f"  {remark}" for remark in event.remarks)))
    return describe(event)
