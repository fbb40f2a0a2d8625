"""All departments of a county at once: made, checked or audited by several processes, or by a cluster.

A department is a folder with ``inputs`` and ``output`` in it, as the program has them for one department alone.
"""
