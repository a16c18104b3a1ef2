"""torch for NVIDIA GPUs, in a folder of its own."""
