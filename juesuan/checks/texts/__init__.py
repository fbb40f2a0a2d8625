"""The numbers in the officer's own texts: what each can be compared with, and whether it agrees.

The texts are read into claims, subject by subject (``claimed``); each number is compared with the figures of the
workbook and with the other numbers of the texts. A relation that holds vouches for a number, one that does not is
a finding; no relation at all leaves the number on the list of those that nobody vouches for.
"""
