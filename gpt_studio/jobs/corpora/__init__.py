"""Jobs for corpora: scan, preview, save, list."""
