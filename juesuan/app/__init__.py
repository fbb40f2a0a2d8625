"""The edges of the program: the command line, what it says to the officer in Chinese, and the exit codes.

The codes are 0 for done with nothing open, 1 for done with something open, 2 for nothing done.
"""
