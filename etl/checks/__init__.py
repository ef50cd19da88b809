"""Rules: each takes a case (reading, plan, history) and gives findings, in one pass."""
