"""The desk of a county: all its departments in one table, each a link to its own desk, and what is done for all.

``rows`` says how far a department has come, ``kept_rows`` keeps that on the disk for the next time,
``county_desk`` knows which rows are out of date and looks again, ``together`` runs what is done for all of them,
``opened_desks`` the desks of single departments, in this process. ``table``, ``summary`` and ``audits`` are the
pages; ``site`` lists them. The frame, its safety and its events are those of every desk.
"""
