"""Who may come in: accounts behind requests, the table of rights, and the guard at the door."""
