"""Workbooks as counties really send them, each with what a careful person reads in it."""
