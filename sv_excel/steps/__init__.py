"""Floor 3: one verb a module, each a straight walk over the floors below."""
