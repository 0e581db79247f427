"""How well copies of articles are told from other articles, and how fast."""
