"""Two Word files side by side: values in, values out; nothing is read from the disk or written to it."""
