"""How well a model finds what careful readers have labelled."""
