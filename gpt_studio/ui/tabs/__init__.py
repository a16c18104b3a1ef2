"""The tabs, a folder each. Tabs never import each other."""
