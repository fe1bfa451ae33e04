"""What is wrong, where, and what to do: one kind of finding for every part of the program."""
