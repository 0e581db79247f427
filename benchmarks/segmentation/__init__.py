"""How well dumps of many site styles are split into their articles: ``python -m`` this package."""
