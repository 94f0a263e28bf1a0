"""What takes too long to be a test: each module is run by hand and prints what it measured."""
