"""How fast, against what, on this machine: `python -m benchmarks`."""
