"""Jobs about corpora: scan, preview, save, list, delete."""
