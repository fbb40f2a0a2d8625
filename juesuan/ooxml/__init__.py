"""The only room that knows the format of Word files; it knows no report.

What is hostile or broken is refused with a reason in Chinese (``package.NotWordFile``); nothing is fetched and
nothing evaluated. There is one opener and one packer (``package``), one builder of elements (``elements``) and one
place where parts are named, related and typed (``parts``). A ``package.WordFile`` is a value: see there who may
change one. The modules of the room are its face, each for one part of the format.
"""
