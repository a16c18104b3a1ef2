"""Jobs of the chat: writing text, keeping conversations."""
