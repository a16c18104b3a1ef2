"""The names of the files in an artifact folder."""

CONFIG = "config.json"
GENERATION = "generation_config.json"
WEIGHTS = "model.safetensors"
WEIGHTS_INDEX = "model.safetensors.index.json"
TOKENIZER = "tokenizer.json"
TOKENIZER_CONFIG = "tokenizer_config.json"
SPECIAL_TOKENS = "special_tokens_map.json"
VOCABULARY = "vocab.json"
MERGES = "merges.txt"
CHAT_TEMPLATE = "chat_template.jinja"
CARD = "README.md"
PICKLED_ENDINGS = (".bin", ".pt", ".pth", ".ckpt", ".pkl")
