"""From standing figures to completion: coverage, rates, pace, status. No store, no web."""
