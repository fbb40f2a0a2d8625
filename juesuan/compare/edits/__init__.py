"""The edits that people have made by hand in a Word file of the program, found and carried into the next one."""
