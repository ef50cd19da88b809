"""Every figure has an address: which figure it is, and how it comes about."""
