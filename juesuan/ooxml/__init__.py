"""The only room that knows the format of Word files; it knows no report.

What is hostile or broken is refused with a reason in Chinese (``package.NotWordFile``); nothing is fetched and
nothing evaluated. Its modules are its face, each for one part of the format.
"""
