"""The errors of reading that are ours: a file that can be opened, but holds no text we can use."""


class UnreadableFile(ValueError):  # noqa: N818  # says what is wrong with the file
    """The content of a file is corrupt, too large or not text; the message is one line."""


class TooMuchData(UnreadableFile):
    """A file unpacks to more than all of it may: no other part of it is tried."""


def too_large(max_bytes: int) -> UnreadableFile:
    """The error of a document of more than ``max_bytes`` bytes."""
    return UnreadableFile(
        f"holds more than the {max_bytes:,} bytes allowed for one document (--max-document-size)"
    )
