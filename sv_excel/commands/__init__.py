"""One module for each command: take the arguments, call one step, say what came of it."""
