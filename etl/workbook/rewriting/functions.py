"""The functions whose formulas a copy keeps, with their numbers in .xls and how many arguments.

Only what means the same in Excel and LibreOffice and is tried by a test stands here; a
formula with any other function is replaced by its result.
"""

from __future__ import annotations

from typing import NamedTuple


class Function(NamedTuple):
    """A function of a worksheet."""

    name: str
    least: int
    most: int


_MANY = 30

FUNCTIONS: dict[int, Function] = {
    number: Function(name, least, most)
    for number, name, least, most in (
        (0, "COUNT", 1, _MANY), (1, "IF", 2, 3), (2, "ISNA", 1, 1), (3, "ISERROR", 1, 1),
        (4, "SUM", 1, _MANY), (5, "AVERAGE", 1, _MANY), (6, "MIN", 1, _MANY),
        (7, "MAX", 1, _MANY), (8, "ROW", 0, 1), (9, "COLUMN", 0, 1), (10, "NA", 0, 0),
        (19, "PI", 0, 0), (20, "SQRT", 1, 1), (21, "EXP", 1, 1), (22, "LN", 1, 1), (23, "LOG10", 1, 1),
        (24, "ABS", 1, 1), (25, "INT", 1, 1), (26, "SIGN", 1, 1), (27, "ROUND", 2, 2),
        (28, "LOOKUP", 2, 3), (29, "INDEX", 2, 3), (30, "REPT", 2, 2), (31, "MID", 3, 3),
        (32, "LEN", 1, 1), (33, "VALUE", 1, 1), (34, "TRUE", 0, 0), (35, "FALSE", 0, 0),
        (36, "AND", 1, _MANY), (37, "OR", 1, _MANY), (38, "NOT", 1, 1), (39, "MOD", 2, 2),
        (48, "TEXT", 2, 2), (64, "MATCH", 2, 3), (65, "DATE", 3, 3), (67, "DAY", 1, 1),
        (68, "MONTH", 1, 1), (69, "YEAR", 1, 1), (70, "WEEKDAY", 1, 2), (74, "NOW", 0, 0),
        (76, "ROWS", 1, 1), (77, "COLUMNS", 1, 1), (82, "SEARCH", 2, 3), (100, "CHOOSE", 2, _MANY),
        (101, "HLOOKUP", 3, 4), (102, "VLOOKUP", 3, 4), (112, "LOWER", 1, 1), (113, "UPPER", 1, 1),
        (115, "LEFT", 1, 2), (116, "RIGHT", 1, 2), (117, "EXACT", 2, 2), (118, "TRIM", 1, 1),
        (119, "REPLACE", 4, 4), (120, "SUBSTITUTE", 3, 4), (124, "FIND", 2, 3), (126, "ISERR", 1, 1),
        (127, "ISTEXT", 1, 1), (128, "ISNUMBER", 1, 1), (129, "ISBLANK", 1, 1), (130, "T", 1, 1), (131, "N", 1, 1),
        (162, "CLEAN", 1, 1), (169, "COUNTA", 1, _MANY), (183, "PRODUCT", 1, _MANY), (190, "ISNONTEXT", 1, 1),
        (197, "TRUNC", 1, 2), (198, "ISLOGICAL", 1, 1), (212, "ROUNDUP", 2, 2),
        (213, "ROUNDDOWN", 2, 2), (216, "RANK", 2, 3),
        (221, "TODAY", 0, 0), (227, "MEDIAN", 1, _MANY), (228, "SUMPRODUCT", 1, _MANY),
        (325, "LARGE", 2, 2), (326, "SMALL", 2, 2), (336, "CONCATENATE", 1, _MANY),
        (337, "POWER", 2, 2), (344, "SUBTOTAL", 2, _MANY), (345, "SUMIF", 2, 3),
        (346, "COUNTIF", 2, 2), (347, "COUNTBLANK", 1, 1),
    )
}  # fmt: skip

BY_NAME = {function.name: function for function in FUNCTIONS.values()}


class Unsure(Exception):
    """A formula cannot be put into words with certainty; its result takes its place."""
