"""The numbers inside the sentences: what each can be compared with, and whether it agrees.

A text is read into numbers that know their sentence and what they are called there; each module of this package
looks for one kind of relation between them. A relation that holds vouches for a number, one that does not is a
finding; no relation at all leaves the number on the list of those that nobody vouches for.
"""
