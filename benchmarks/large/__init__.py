"""A long run over many articles, stopped and killed on the way, and what it leaves."""
