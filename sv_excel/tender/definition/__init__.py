"""The definition of a tender: criteria, people, scale, duties, and what of it is published."""
