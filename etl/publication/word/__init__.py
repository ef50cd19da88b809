"""Papers as Word files in the habit of official papers (GB/T 9704-2012)."""
