"""Workbooks of other formats written anew as .xlsx, as faithfully as can be."""
