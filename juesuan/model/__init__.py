"""Frozen values, and nothing that works on them: what cells hold, what accounts say, what reports are made of.

It imports nothing of the program. Its modules are its face, entered by name: ``values`` and ``accounts`` for what
is read and computed, ``document`` for what stands on pages, ``problems`` and ``outcome`` for what is told,
``edit`` for what people changed, ``editions``, ``sheets`` and ``workbook_form`` for the forms.
"""
