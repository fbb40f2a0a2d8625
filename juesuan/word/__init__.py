"""Tags and a template become the Word file that is handed in."""
