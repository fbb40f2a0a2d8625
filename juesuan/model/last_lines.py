"""The last line of a paragraph that looks lost, and how far letters may be moved for it so that nobody sees it.

Both files are set by this: ``pdf.last_lines`` finds the width, ``word.last_lines`` writes it.
"""

FEW = 3
"""The most characters, punctuation included, that look lost alone in the last line of a paragraph."""
UNSEEN = 6
"""The change of the space behind every character that is not seen yet, in twentieths of a point: 0.3 points."""
