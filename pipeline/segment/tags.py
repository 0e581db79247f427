"""The parts that lines play in the articles of their document."""

import enum


class Tag(enum.IntEnum):
    """The part of a line."""

    OTHER = 0
    TITLE = 1
    FIRST = 2
    """The first paragraph under a title."""
    UNTITLED = 3
    """The first paragraph of an article without title."""
    BODY = 4
