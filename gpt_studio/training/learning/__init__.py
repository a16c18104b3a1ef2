"""What learning is made of: loss, optimizers, schedule, evaluation, first weights."""
