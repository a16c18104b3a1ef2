"""The tabs, one folder each. A tab never imports another."""
