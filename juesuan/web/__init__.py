"""Pages for a browser: each is one file that needs nothing beside itself and fetches nothing."""
