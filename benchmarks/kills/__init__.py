"""Runs are killed, at the steps of a commit and at random moments, and their tables compared."""
