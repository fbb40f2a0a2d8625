"""A year's folder becomes frozen ``Accounts``; all that cannot be read is refused by cell, all of it at once."""
