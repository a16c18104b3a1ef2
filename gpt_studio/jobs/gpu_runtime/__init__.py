"""Jobs for the NVIDIA GPU engine: install, try, remove, report its state."""
