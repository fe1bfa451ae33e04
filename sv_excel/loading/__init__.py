"""The files that people write and that are shipped: YAML with its lines, definitions, catalogues, templates."""
