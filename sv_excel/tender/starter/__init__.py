"""The definition that `new` writes."""
