"""The arguments that subcommands for a model share: its folder, a checkpoint, whether to follow links, sampling."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError

from gpt_studio.cli.flags import add_flags, path
from gpt_studio.core.fields import settings_of
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.jobs.models.open_model import PRECISIONS

_MOST_LIKELIEST = 1000

STRONGEST = 4.0


def add_model(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=path, metavar="FOLDER", help="a model's folder, or one of its checkpoints")
    parser.add_argument(
        "--step", type=int, metavar="N", help="its checkpoint of this step, instead of the model itself"
    )
    add_follow_links(parser)


def add_adapter(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--adapter", type=path, metavar="DIR", help="an adapter (LoRA, in the form of PEFT) to put onto the model"
    )
    add_strength(parser)


def add_strength(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--adapter-strength",
        type=_strength,
        default=1.0,
        metavar="X",
        help="how strongly the adapter acts: 0 is the model without it, 1 what was trained [1]",
    )


def _strength(value: str) -> float:
    strength = float(value)
    if not 0 <= strength <= STRONGEST:
        raise ArgumentTypeError(f"{value} is not a number from 0 to {STRONGEST:g}")
    return strength


def add_follow_links(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--follow-links",
        action="store_true",
        help="links may lead out of their folder, such as to weights on another disk or to more folders with texts: "
        "for folders that you trust",
    )


def add_writing(parser: ArgumentParser, *, precision: str = "exact") -> None:
    """The flags of subcommands that write: how the model is computed, what is reported, and Sampling. ``precision`` is
    the default; only a fixed one gives the same text each time."""
    add_precision(parser, precision)
    parser.add_argument(
        "--top-logprobs",
        type=_count,
        metavar="N",
        help="with --json, report each token with its log-probability and with the N likeliest ones [no tokens]",
    )
    add_sampling(parser)


def add_precision(parser: ArgumentParser, default: str = "exact") -> None:
    parser.add_argument(
        "--precision",
        choices=PRECISIONS,
        default=default,
        help="how the weights are held and computed with: "
        + "; ".join(f"{name}, {words}" for name, words in PRECISIONS.items())
        + f" [{default}]",
    )


def _count(written: str) -> int:
    value = int(written)
    if not 0 <= value <= _MOST_LIKELIEST:
        raise ArgumentTypeError(f"{written} is not from 0 to {_MOST_LIKELIEST}")
    return value


def add_sampling(parser: ArgumentParser) -> None:
    """The flags of Sampling. Without them the model's generation_config.json decides all but the seed."""
    from_folder = [known.name for known in settings_of(Sampling) if known.name != "seed"]
    defaults = dict.fromkeys(from_folder, "as the model's folder says, else {default}")
    add_flags(parser, Sampling, "how it writes", defaults=defaults)
