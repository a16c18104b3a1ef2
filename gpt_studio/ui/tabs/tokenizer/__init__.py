"""The tokenizer tab: from text to tokens."""
