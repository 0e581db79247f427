"""Ids: hashes of what a thing is, the same in every run, on every runner."""

import hashlib


def identity(*parts: object) -> str:
    """The first 32 hex digits of the SHA-256 of the parts, unambiguously joined."""
    digest = hashlib.sha256()
    for part in parts:
        # The length before each part keeps two ways of cutting the same text apart.
        data = b"" if part is None else str(part).encode("utf-8", "surrogatepass")
        digest.update(f"{'-' if part is None else len(data)}:".encode() + data)
    return digest.hexdigest()[:32]
