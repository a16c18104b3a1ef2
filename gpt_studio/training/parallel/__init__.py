"""One process or several: how the weights are placed (whole, as copies, in shards) and how processes communicate."""
