"""A package, so that tests in folders can import what they share, as `tests.cloud`."""
