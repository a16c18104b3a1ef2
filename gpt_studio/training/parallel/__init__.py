"""Where the model's numbers lie: one process, copies (DDP) or shards (FSDP)."""
