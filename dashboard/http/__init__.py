"""What is not a page: the API, downloads, health, headers, static files, failures."""
