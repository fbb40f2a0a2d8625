"""What people changed in a Word file of the program, found and carried over into the next one."""
