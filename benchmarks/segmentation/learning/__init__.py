"""How the tagger is trained: dumps with their tags, what varies them, the network."""
