"""Stands in for setuptools where pip only fetches a source archive: its setup.py is not run."""
