"""Figures become the tags that templates and texts may name: names only, nothing is evaluated."""
