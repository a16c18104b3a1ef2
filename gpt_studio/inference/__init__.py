"""How a model writes: key-value cache, sampling, streaming text, chat format."""
