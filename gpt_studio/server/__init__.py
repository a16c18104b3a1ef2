"""The OpenAI-compatible API: lets other programs write with one opened model over HTTP."""
