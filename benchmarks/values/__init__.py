"""How well words become values, on spans labelled by hand: ``python -m`` this package."""
