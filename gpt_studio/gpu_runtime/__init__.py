"""Uses a separately installed torch for NVIDIA GPUs."""
