"""The model that ships with the pipeline: weights, tokenizer, labels, thresholds, model card."""

from pathlib import Path

SHIPPED_MODEL = str(Path(__file__).parent / "news-events")
"""Folder of the shipped model."""
