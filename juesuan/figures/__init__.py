"""Accounts become figures: exact, in 元, percent or counts, with rule and cells; one module rounds."""
