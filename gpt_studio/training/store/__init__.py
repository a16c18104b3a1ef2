"""What a run keeps on disk: recipe, checkpoints, metrics, the published folder."""
