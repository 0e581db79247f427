"""How well event types are found: the model against baselines on the same labels."""
