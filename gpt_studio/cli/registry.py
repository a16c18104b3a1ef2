"""The subcommands there are: one line each."""

from __future__ import annotations

from gpt_studio.cli.command import Command

COMMANDS = (
    Command(("demo",), "demo", "the whole pipeline on the built-in sample, then a sample of what the model writes"),
    Command(("corpus", "stats"), "corpus_stats", "what is in some text files: size, characters, documents, problems"),
    Command(("tokenizer", "train"), "tokenizer_train", "train a tokenizer on some text"),
    Command(("tokenizer", "inspect"), "tokenizer_inspect", "show a text as the tokens of a tokenizer"),
    Command(("train",), "train", "train a model, or go on with a training that stopped"),
    Command(("generate",), "generate", "let a model go on from a prompt"),
    Command(("chat",), "chat", "talk to a model"),
    Command(("inspect",), "inspect", "what a model's folder holds and whether it is sound"),
    Command(("checkpoints",), "checkpoints", "list the checkpoints of a model, and keep some of them for good"),
    Command(("engine", "status"), "engine_status", "whether this machine's NVIDIA GPU is used"),
    Command(("engine", "install"), "engine_install", "use this machine's NVIDIA GPU: a large download"),
    Command(("engine", "remove"), "engine_remove", "use the processor again, and free the room"),
    Command(("export",), "export", "write a model as GGUF for llama.cpp, as a zip, in parts or in fewer bits"),
)
GROUPS = {
    "corpus": "look at text before training on it",
    "tokenizer": "train and look at tokenizers",
    "engine": "use an NVIDIA GPU",
}
