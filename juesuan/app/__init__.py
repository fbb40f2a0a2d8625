"""The edges of the program: the command line, what it says in Chinese, and exit codes 0, 1 and 2."""
