"""The tokenizer tab."""
