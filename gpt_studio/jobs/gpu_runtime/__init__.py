"""Jobs about the runtime for NVIDIA GPUs: install, try, remove, and its state."""
