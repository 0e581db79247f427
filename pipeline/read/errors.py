"""The one error of reading that is ours: a file that can be opened, but holds no text."""


class UnreadableFile(ValueError):  # noqa: N818  # says what is wrong with the file
    """The content of a file is corrupt, too large or not text; the message is one line."""
