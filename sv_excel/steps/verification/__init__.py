"""A procurement recalculated from its inputs, and each difference named."""
