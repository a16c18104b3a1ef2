"""The subcommands, one line each."""

from __future__ import annotations

from gpt_studio.cli.command import Command

COMMANDS = (
    Command(("demo",), "demo", "the whole pipeline on the built-in sample, then a sample of what the model writes"),
    Command(("corpus", "stats"), "corpus_stats", "what is in some text files: size, characters, documents, problems"),
    Command(("corpus", "report"), "corpus_report", "what is odd about some texts, and what can be done about it"),
    Command(("corpus", "layout"), "corpus_layout", "conversations as a model reads them, and what of them is learnt"),
    Command(("corpus", "save"), "corpus_save", "keep a choice of texts, and how they are cleaned, under a name"),
    Command(("corpus", "list"), "corpus_list", "list the saved corpora"),
    Command(("corpus", "delete"), "corpus_delete", "move saved corpora to the bin; the texts themselves stay"),
    Command(("tokenizer", "train"), "tokenizer_train", "train a tokenizer on some text"),
    Command(("tokenizer", "inspect"), "tokenizer_inspect", "show a text as the tokens of a tokenizer"),
    Command(("tokenizer", "list"), "tokenizer_list", "list the tokenizers in your folder"),
    Command(("tokenizer", "delete"), "tokenizer_delete", "move tokenizers to the bin; models have their own copies"),
    Command(("train",), "train", "train a model, or go on with a training that stopped"),
    Command(("generate",), "generate", "let a model go on from a prompt"),
    Command(("chat",), "chat", "talk to a model"),
    Command(("compare",), "compare", "let several models write after the same words, and see where they differ"),
    Command(("serve",), "serve", "let other programs write with a model, as with OpenAI's API"),
    Command(("score",), "score", "how likely a model finds a text, token by token"),
    Command(("merge",), "merge", "merge an adapter into its model"),
    Command(("inspect",), "inspect", "what a model's folder holds and whether it is sound"),
    Command(("checkpoints",), "checkpoints", "list the checkpoints of a model, and keep some of them for good"),
    Command(("models", "list"), "models_list", "list the models in your folder"),
    Command(("models", "history"), "models_history", "how models learnt: bits per byte step by step, and samples"),
    Command(("models", "rename"), "models_rename", "give a model another name"),
    Command(("models", "sampling"), "models_sampling", "how a model writes unless it is asked otherwise"),
    Command(("models", "delete"), "models_delete", "move models and their checkpoints to the bin"),
    Command(("conversations", "list"), "conversations_list", "list the conversations"),
    Command(("conversations", "search"), "conversations_search", "find the conversations that hold some words"),
    Command(("conversations", "show"), "conversations_show", "read a conversation"),
    Command(("conversations", "rename"), "conversations_rename", "give a conversation a title"),
    Command(("conversations", "pin"), "conversations_pin", "keep conversations at the top of the list"),
    Command(("conversations", "duplicate"), "conversations_duplicate", "copy a conversation"),
    Command(("conversations", "export"), "conversations_export", "write a conversation as text, JSON or examples"),
    Command(("conversations", "import"), "conversations_import", "take over what another program exported"),
    Command(("conversations", "delete"), "conversations_delete", "move conversations to the bin"),
    Command(("engine", "status"), "engine_status", "whether this machine's NVIDIA GPU is used"),
    Command(("engine", "install"), "engine_install", "use this machine's NVIDIA GPU: a large download"),
    Command(("engine", "remove"), "engine_remove", "use the processor again, and free the room"),
    Command(("export",), "export", "write a model as GGUF for llama.cpp, as a zip, in parts or in fewer bits"),
)
GROUPS = {
    "corpus": "look at text before training on it, and keep a choice of it",
    "tokenizer": "train, look at and delete tokenizers",
    "models": "list, compare, rename and delete the models in your folder",
    "conversations": "list, search, read, rename, export, import and delete conversations",
    "engine": "use an NVIDIA GPU",
}
