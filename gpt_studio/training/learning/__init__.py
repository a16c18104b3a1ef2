"""How weights change: loss, optimizers, schedule, measuring on held-out text, first weights."""
