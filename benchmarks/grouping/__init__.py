"""How well mentions of one happening are put together: ``python -m`` this package."""
