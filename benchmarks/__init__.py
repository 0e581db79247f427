"""What is measured, and against whom. Nothing of the pipeline imports this package."""
