"""The screens of the desk, a module each, with its addresses in ``ROUTES``; the package above has the rules."""
