"""How much memory a local run takes, and whether it grows with the input."""
