"""Files from outside as values, or a sentence on why not."""
