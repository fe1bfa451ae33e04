"""What is bought, how it is judged, what was said. Plain values and exact arithmetic; no files, no sheets."""
