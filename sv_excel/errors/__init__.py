"""What can go wrong with a call: one class for each, drawn as a tree in `base`."""
