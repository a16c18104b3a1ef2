"""What a person decides about a training run, described once for form, flags and documentation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gpt_studio.core.errors import FieldError, StudioError
from gpt_studio.core.fields import setting, validate

AUTO, FULL, LORA = "auto", "full", "lora"
EVERY_LAYER, ATTENTION = "all", "attention"
REPLIES, EVERYTHING = "replies", "everything"
REPLICATED, SHARDED = "replicated", "sharded"

OF_ADAPTERS = ("lora_rank", "lora_alpha", "lora_dropout", "lora_layers", "lora_by_root")
OF_REMEMBERING = ("remember_on", "rehearsal")
OF_A_PART = ("last_layers", "learn_embeddings")
OF_GOING_ON = ("tuning_context", *OF_REMEMBERING, "method", *OF_A_PART, *OF_ADAPTERS)
"""Settings that only a training that goes on from a model has."""


DEFAULT_MINUTES = 5.0


@dataclass(frozen=True)
class TrainingSettings:
    """How a model is trained. None means: chosen by the program, from the machine and the model's size; for
    ``last_layers`` all of them."""

    minutes: float | None = setting(
        None,
        label="Minutes",
        help="Train for this much time. A short measurement at the start turns it into a number of steps; if the "
        "machine gets slower or faster on the way, the number is changed.",
        unit="min",
        minimum=0.05,
        maximum=100_000,
    )
    steps: int | None = setting(
        None,
        label="Steps",
        help="Stop after this many updates of the model. The other way to say how long to train.",
        unit="steps",
        minimum=1,
        maximum=100_000_000,
    )
    epochs: float | None = setting(
        None,
        label="Epochs",
        help="Stop when the model has read the training text this many times.",
        unit="epochs",
        minimum=0.001,
        maximum=10_000,
    )
    batch_size: int = setting(
        8,
        label="Batch size",
        concept="batch",
        help="How many stretches of text, each one context long, go through the model at once. More needs more memory. "
        "Where a model learns little text in addition and this is left as it is, smaller batches are taken: it then "
        "learns more in the same time.",
        unit="sequences",
        minimum=1,
        maximum=4096,
    )
    accumulation: int = setting(
        1,
        label="Gradient accumulation",
        concept="gradient_accumulation",
        help="How many batches are added up before the model is updated: a larger batch without more memory.",
        unit="batches",
        minimum=1,
        maximum=4096,
        advanced=True,
    )
    micro_batch: int | None = setting(
        None,
        label="Micro-batch",
        help="How many sequences of a batch go through the model at the same time; it must divide the batch size. A "
        "smaller one needs less memory and learns the same. Otherwise the whole batch, or as much of it as fits.",
        unit="sequences",
        minimum=1,
        maximum=4096,
        advanced=True,
    )
    tuning_context: int | None = setting(
        None,
        label="Context of the training",
        concept="context_length",
        help="When going on from a model: how many tokens of text it reads at once while it learns. The model keeps "
        "its own context length; a shorter one here saves much memory and time. Otherwise as long as 95 of 100 texts "
        "are, at most 1,024 tokens on a processor.",
        unit="tokens",
        minimum=8,
        maximum=131072,
    )
    method: str = setting(
        AUTO,
        label="Method",
        help="How a model is gone on from: full changes all of its weights; LoRA leaves them as they are and learns a "
        "small adapter beside them, which needs much less memory and disk. Automatic takes full training for models up "
        "to 100 million parameters where it fits into memory, else LoRA.",
        choices={AUTO: "Automatic", FULL: "Full", LORA: "LoRA"},
    )
    last_layers: int | None = setting(
        None,
        label="Last layers only",
        help="When going on from a model: how many of its layers learn, counted from the end, with what follows them. "
        "Embeddings and earlier layers stay as they are, which takes less time and memory. With LoRA only these layers "
        "get an adapter.",
        unit="layers",
        minimum=1,
        maximum=1000,
        unset="All layers",
        advanced=True,
    )
    learn_embeddings: bool = setting(
        True,
        label="Embeddings learn",
        help="When going on from a model by the full method: whether its table of tokens (and of positions) learns. "
        "If not, that stays as it is, which takes less memory; where the table is the output layer as well, so does "
        "that. LoRA never changes it.",
        advanced=True,
    )
    lora_rank: int = setting(
        16,
        label="LoRA rank",
        help="How many directions an adapter can change in each layer. More can hold more, and needs more memory.",
        minimum=1,
        maximum=1024,
        advanced=True,
    )
    lora_alpha: float | None = setting(
        None,
        label="LoRA alpha",
        help="How strongly an adapter acts: it is multiplied by alpha divided by the rank. Otherwise twice the rank.",
        minimum=0.001,
        maximum=100_000,
        advanced=True,
    )
    lora_dropout: float = setting(
        0.0,
        label="LoRA dropout",
        help="The share of an adapter's inputs set to zero at random while it learns, against learning by heart.",
        minimum=0.0,
        maximum=0.9,
        advanced=True,
    )
    lora_layers: str = setting(
        EVERY_LAYER,
        label="LoRA layers",
        help="Which linear layers get an adapter: all of them learn more than those of attention alone.",
        choices={EVERY_LAYER: "All", ATTENTION: "Attention only"},
        advanced=True,
    )
    lora_by_root: bool = setting(
        False,
        label="Scaled by the root",
        help="Divide alpha by the root of the rank instead of the rank (rsLoRA), so that high ranks learn as fast.",
        advanced=True,
    )
    learn: str = setting(
        AUTO,
        label="Learn of conversations",
        help="What the model learns to write of a conversation: only what the assistant says and the end of its turn, "
        "or everything, so that it learns to write questions too. Automatic means replies only when going on from a "
        "model, and everything in a new one.",
        choices={AUTO: "Automatic", REPLIES: "Replies only", EVERYTHING: "Everything"},
        advanced=True,
    )
    remember_on: str = setting(
        "",
        label="Text to remember",
        help="When going on from a model: a file or folder with text of another kind, on which it is measured what the "
        "model forgets while it learns, and of which it can read some again. Otherwise the text that it was made from, "
        "if that is known and still the same; else it is only measured, on the built-in stories.",
        advanced=True,
    )
    rehearsal: float | None = setting(
        None,
        label="Rehearsal",
        help="When going on from a model: the share of each batch that is text to remember, read again so that the "
        "model does not forget it. Otherwise three quarters where it learns conversations and that text is known, "
        "else none.",
        minimum=0.0,
        maximum=0.95,
        advanced=True,
    )
    learning_rate: float | None = setting(
        None,
        label="Learning rate",
        concept="learning_rate",
        help="How far each update moves the weights. Too high and the loss jumps up, too low and it hardly falls.",
        minimum=1e-7,
        maximum=1.0,
    )
    schedule: str = setting(
        "cosine",
        label="Schedule",
        help="How the learning rate falls after the warm-up: along a cosine, along a line, or (wsd) held and "
        "then brought down in the last fifth.",
        choices={"cosine": "Cosine", "linear": "Line", "wsd": "Held, then down"},
        advanced=True,
    )
    warmup: float = setting(
        0.05,
        label="Warm-up",
        concept="warmup",
        help="The share of the steps during which the learning rate rises from zero, so that the start stays calm.",
        minimum=0.0,
        maximum=1.0,
        advanced=True,
    )
    final_rate: float = setting(
        0.02,
        label="Final rate",
        help="The learning rate at the end, as a share of its peak.",
        minimum=0.0,
        maximum=1.0,
        advanced=True,
    )
    stretches: str = setting(
        "auto",
        label="Length of the stretches",
        help="A new model learns more in the same steps if the stretches of a batch are cut short at first and grow to "
        "a whole context in four fifths of the training. Auto does so for new models; one that goes on from another "
        "reads whole ones.",
        choices={"auto": "Automatic", "growing": "Growing", "whole": "Whole"},
        advanced=True,
    )
    optimizer: str = setting(
        "muon",
        label="Optimizer",
        concept="optimizer",
        help="The rule that turns gradients into updates. AdamW is the usual one; Muon, for the weight matrices "
        "beside AdamW for the rest, reaches a lower loss in the same number of steps.",
        choices={"muon": "Muon", "adamw": "AdamW"},
        advanced=True,
    )
    weight_decay: float | None = setting(
        None,
        label="Weight decay",
        help="Pulls the weight matrices towards zero, which keeps them from memorising; the shorter the training, the "
        "more of it helps. Biases and norms are left out.",
        minimum=0.0,
        maximum=10.0,
        advanced=True,
    )
    beta1: float = setting(
        0.9,
        label="Beta 1",
        help="How long AdamW remembers the direction of earlier gradients.",
        minimum=0.0,
        maximum=0.9999,
        advanced=True,
    )
    beta2: float = setting(
        0.95,
        label="Beta 2",
        help="How long AdamW remembers the size of earlier gradients.",
        minimum=0.0,
        maximum=0.99999,
        advanced=True,
    )
    clip: float = setting(
        1.0,
        label="Gradient clipping",
        help="Gradients longer than this are shortened to it, so that one odd batch cannot wreck the model. "
        "0 turns it off.",
        minimum=0.0,
        maximum=1000.0,
        advanced=True,
    )
    seed: int = setting(
        0,
        label="Seed",
        concept="seed",
        help="The number from which all chance is drawn. The same seed and recipe give the same run.",
        minimum=0,
        maximum=2**31 - 1,
        advanced=True,
    )
    device: str = setting(
        "auto",
        label="Device",
        help="Where the arithmetic is done: the processor (cpu), an NVIDIA card (cuda), an Apple one (mps), or the "
        "fastest that is there (auto).",
        choices={"auto": "Automatic", "cpu": "Processor", "cuda": "NVIDIA card", "mps": "Apple card"},
        advanced=True,
    )
    precision: str = setting(
        "auto",
        label="Precision",
        help="The number format of the arithmetic. bfloat16 is much faster where the machine has it; the weights "
        "themselves are kept in float32 either way. Auto measures both.",
        choices={"auto": "Automatic", "float32": "float32", "bfloat16": "bfloat16"},
        advanced=True,
    )
    compile: str = setting(
        "auto",
        label="Compile",
        help="Turn the model into a program of its own before the first step (torch.compile), which takes up to some "
        "minutes and makes each step faster. It needs a C++ compiler. Auto does it on an NVIDIA card only: on a "
        "processor the gain is small.",
        choices={"auto": "Automatic", "on": "Yes", "off": "No"},
        advanced=True,
    )
    threads: int | None = setting(
        None,
        label="Threads",
        help="How many processor cores the training uses.",
        minimum=1,
        maximum=1024,
        advanced=True,
    )
    parallel: str = setting(
        REPLICATED,
        label="Several processes",
        help="Where torchrun starts several processes: each holds a copy of the model (replicated, PyTorch's DDP), or "
        "a part of it (sharded, FSDP), for a model that does not fit into one card. One process alone needs neither.",
        choices={REPLICATED: "Replicated", SHARDED: "Sharded"},
        advanced=True,
    )
    evaluate_every: int | None = setting(
        None,
        label="Evaluate every",
        concept="held_out",
        help="Steps between two measurements on the held-out text.",
        unit="steps",
        minimum=1,
        maximum=100_000_000,
        advanced=True,
    )
    checkpoint_every: int | None = setting(
        None,
        label="Checkpoint every",
        concept="checkpoint",
        help="Steps between two saves from which the run can go on after a stop or a crash.",
        unit="steps",
        minimum=1,
        maximum=100_000_000,
        advanced=True,
    )
    early_stopping: int | None = setting(
        None,
        label="Early stopping",
        help="After this many measurements on held-out text in a row without a better one, bring the training to its "
        "end: in some last steps the learning rate falls. The best model is kept either way. 0 turns it off. Otherwise "
        "4 when going on from a model, which soon learns a short text by heart, and none in a new one.",
        unit="measurements",
        minimum=0,
        maximum=1000,
        advanced=True,
    )
    sample_prompt: str = setting(
        "",
        label="Sample prompt",
        help="Every so often the model goes on from this text, so that you can watch it learn to write. Empty: it "
        "begins a new text, or answers a question of the conversations that it learns.",
    )
    sample_tokens: int = setting(
        80,
        label="Sample length",
        help="How many tokens the last live sample has. Those before it may be shorter, so that they take little time.",
        unit="tokens",
        minimum=1,
        maximum=2000,
        advanced=True,
    )

    @property
    def sequences_a_step(self) -> int:
        """How many sequences of the context length one update reads."""
        return self.batch_size * self.accumulation

    def context_in(self, context_length: int) -> int:
        """How many tokens a model of this ``context_length`` reads at once in this training."""
        return min(self.tuning_context or context_length, context_length)

    @property
    def budget_seconds(self) -> float | None:
        """The time that the run is to take; None if its length is not given as a time."""
        if self.steps is not None or self.epochs is not None:
            return None
        return 60 * (DEFAULT_MINUTES if self.minutes is None else self.minutes)


def chosen_among(settings: TrainingSettings, names: Sequence[str]) -> list[str]:
    """Those of ``names`` that ``settings`` has otherwise than by default."""
    usual = TrainingSettings()
    return [name for name in names if getattr(settings, name) != getattr(usual, name)]


def of_a_new_model(settings: TrainingSettings) -> TrainingSettings:
    """``settings`` with those by default that only a training that goes on from a model has."""
    usual = TrainingSettings()
    return replace(settings, **{name: getattr(usual, name) for name in OF_GOING_ON})


def check_settings(settings: TrainingSettings) -> None:
    """Raise StudioError for a value out of range, or for more than one way of saying how long to train."""
    validate(settings)
    given = [name for name in ("minutes", "steps", "epochs") if getattr(settings, name) is not None]
    if len(given) > 1:
        raise StudioError(
            "training.budget",
            "The length of the training is given as {given}: give only one of minutes, steps and epochs.",
            given=" and ".join(given),
        )
    if settings.micro_batch is not None and settings.batch_size % settings.micro_batch:
        raise FieldError(
            "training.micro_batch",
            "A batch of {batch_size} sequences cannot be divided into parts of {micro_batch}: choose a micro-batch "
            "that divides the batch size.",
            batch_size=settings.batch_size,
            micro_batch=settings.micro_batch,
            field="micro_batch",
        )
