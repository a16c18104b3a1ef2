"""The names of the files in a model's folder."""

CONFIG = "config.json"
GENERATION = "generation_config.json"
WEIGHTS = "model.safetensors"
WEIGHTS_INDEX = "model.safetensors.index.json"
TOKENIZER = "tokenizer.json"
TOKENIZER_CONFIG = "tokenizer_config.json"
SPECIAL_TOKENS = "special_tokens_map.json"
VOCABULARY = "vocab.json"
MERGES = "merges.txt"
WORD_PIECES = "vocab.txt"
ADDED_TOKENS = "added_tokens.json"
TOKENIZER_FILES = (TOKENIZER, VOCABULARY, WORD_PIECES)
CHAT_TEMPLATE = "chat_template.jinja"
MORE_TEMPLATES = "additional_chat_templates"
CARD = "README.md"
ADAPTER = "adapter_config.json"
ADAPTER_WEIGHTS = "adapter_model.safetensors"
ADAPTER_FILES = (ADAPTER, ADAPTER_WEIGHTS, "adapter_model.bin", "adapters.safetensors")
PICKLED_ENDINGS = (".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle")
