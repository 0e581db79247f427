"""A web page beside its text: what it says of itself, and which of its lines is the title."""
