"""How a model learns: loop, optimizer, schedule, precision, metrics, checkpoints, forecast."""
