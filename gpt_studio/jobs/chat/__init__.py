"""Jobs of the chat: generate text, store conversations."""
