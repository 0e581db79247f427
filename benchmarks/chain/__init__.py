"""What the whole chain costs beside the bare model, and beside a naive pipeline."""
