"""Floor 2: the doors to real workbooks: one reader, one writer, and Excel itself."""
