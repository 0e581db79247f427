"""Parties: their bare names, and the fullest form of each that the same article writes."""

from pipeline.link.parties.clean import clean_party
from pipeline.link.parties.resolve import Parties, parties_of

__all__ = ["Parties", "clean_party", "parties_of"]
