"""What the program costs and what it catches, measured."""
