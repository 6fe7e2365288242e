"""The app under a real browser: its server, a page that is watched, and what is measured with them."""
