"""The last line of a paragraph that looks lost, and how far letters may be moved for it so that nobody sees it.

Both files are set by this: ``pdf.last_lines`` finds the width, ``word.last_lines`` writes it.
"""

FEW = 3
"""The most characters, punctuation included, that look lost alone in the last line of a paragraph."""
CLOSER, WIDER = 6, 15
"""The most by which the space behind every character may be smaller, and larger, in twentieths of a point.

That is 0.3 and 0.75 points. Lines are filled to the margin whatever it is: one of 28 characters that gives one or
two away stands as far apart as one in ten does in any case, before an amount or a bracket that is not broken.
"""
