"""The lint's rules for one formula: functions permitted, limits, and that what it refers to exists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError

from engines.lint_package import LAST_COLUMN, LAST_ROW, column_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LONGEST_FORMULA, LONGEST_TEXT, MOST_ARGUMENTS, DEEPEST_NESTING = 8_192, 255, 255, 64

_OLD = """
    ABS AND AVERAGE AVERAGEIF AVERAGEIFS CEILING CHAR CHOOSE CODE COLUMN COLUMNS CONCATENATE COUNT COUNTA COUNTBLANK
    COUNTIF COUNTIFS DATE DAY EXACT EXP FALSE FIND FIXED FLOOR HLOOKUP IF IFERROR IFNA INDEX INT ISBLANK ISERR ISERROR
    ISLOGICAL ISNA ISNONTEXT ISNUMBER ISTEXT LARGE LEFT LEN LN LOG LOG10 LOOKUP LOWER MATCH MAX MEDIAN MID MIN MOD MONTH
    N NA NOT OR PI POWER PRODUCT PROPER RANK RANK.AVG RANK.EQ REPLACE REPT RIGHT ROUND ROUNDDOWN ROUNDUP ROW ROWS SEARCH
    SIGN SMALL SQRT STDEV STDEV.P STDEV.S SUBSTITUTE SUBTOTAL SUM SUMIF SUMIFS SUMPRODUCT T TEXT TRIM TRUE TRUNC UPPER
    VALUE VLOOKUP WEEKDAY YEAR
"""
_NEW = """
    ACOT ACOTH AGGREGATE ARABIC ARRAYTOTEXT BASE BITAND BITLSHIFT BITOR BITRSHIFT BITXOR BYCOL BYROW CHOOSECOLS
    CHOOSEROWS COMBINA CONCAT COT COTH CSC CSCH DAYS DECIMAL DROP ENCODEURL EXPAND FILTER FILTERXML FORMULATEXT GAMMA
    GAUSS HSTACK IFNA IFS IMAGE IMCOSH IMCOT IMCSC IMCSCH IMSEC IMSECH IMSINH IMTAN ISFORMULA ISOMITTED ISOWEEKNUM
    LAMBDA LET MAKEARRAY MAP MAXIFS MINIFS MUNIT NUMBERVALUE PDURATION PERMUTATIONA PHI RANDARRAY REDUCE RRI SCAN SEC
    SECH SEQUENCE SHEET SHEETS SINGLE SORT SORTBY SWITCH TAKE TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT TOCOL TOROW
    UNICHAR UNICODE UNIQUE VALUETOTEXT VSTACK WEBSERVICE WRAPCOLS WRAPROWS XLOOKUP XMATCH XOR
"""
PERMITTED = frozenset(_OLD.split())
"""Functions that Excel 2016 and LibreOffice 7.4 both have and that every engine here calculates alike."""
PREFIXED = frozenset(_NEW.split())
"""Functions newer than Excel 2007 without a dot in their names; those with one (RANK.EQ) are newer, but ERROR.TYPE."""
VOLATILE = frozenset(("CELL", "INDIRECT", "INFO", "NOW", "OFFSET", "RAND", "RANDARRAY", "RANDBETWEEN", "TODAY"))

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
_WHOLE = re.compile(r"\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?\d{1,7}:\$?\d{1,7}", re.IGNORECASE)
_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)")
_TABLE = re.compile(r"([^\[\]]+)\[(.*)\]")


@dataclass(frozen=True)
class Names:
    """What a formula of this workbook may refer to, in lower case: sheets, defined names, tables with their columns."""

    sheets: frozenset[str]
    defined: frozenset[str]
    tables: Mapping[str, frozenset[str]]


def formula_faults(text: str, names: Names) -> Iterator[str]:
    """What is wrong with a formula as the file holds it, without the equals sign that a person sees."""
    if text.startswith("="):
        yield "the formula is stored with an equals sign"
        text = text[1:]
    if len(text) > LONGEST_FORMULA:
        yield f"the formula has {len(text):,} characters; Excel takes {LONGEST_FORMULA:,}"
    try:
        tokens = Tokenizer("=" + text).items
    except (TokenizerError, IndexError):
        yield "the formula cannot be read"
        return
    if not tokens:
        yield "the formula is empty"
    yield from _shape_faults(tokens)
    for token in tokens:
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            yield from _function_faults(token.value[:-1].upper())
        elif token.type == Token.OPERAND:
            yield from _operand_faults(token, names)


def _shape_faults(tokens: list[Token]) -> Iterator[str]:
    """Brackets that close, arguments and nesting within Excel's limits."""
    opened: list[list[object]] = []
    deepest = 0
    for token in tokens:
        if token.subtype == Token.OPEN:
            opened.append([token.type, token.value[:-1], 1])
            deepest = max(deepest, sum(kind == Token.FUNC for kind, _, _ in opened))
        elif token.subtype == Token.CLOSE:
            _, function, arguments = opened.pop()
            if isinstance(arguments, int) and arguments > MOST_ARGUMENTS:
                yield f"{function} is given {arguments} arguments; Excel takes {MOST_ARGUMENTS}"
        elif token.type == Token.SEP and opened and opened[-1][0] == Token.FUNC:
            opened[-1][2] = int(str(opened[-1][2])) + 1
    if opened:
        yield "the formula leaves a bracket open"
    if deepest > DEEPEST_NESTING:
        yield f"functions stand {deepest} deep in each other; Excel takes {DEEPEST_NESTING}"


def _function_faults(written: str) -> Iterator[str]:
    name = written.removeprefix("_XLFN.").removeprefix("_XLWS.")
    newer = name in PREFIXED or ("." in name and name != "ERROR.TYPE")
    if name in VOLATILE:
        yield f"{name} is volatile: its value changes without anybody touching the workbook"
    elif name not in PERMITTED:
        yield f"{name} is not a function that Excel 2016 and LibreOffice 7.4 are known to calculate alike"
    if newer and not written.startswith("_XLFN."):
        yield f"{name} is stored without the prefix _xlfn."
    elif written != name and not newer:
        yield f"{name} is stored with the prefix _xlfn., which it does not have"


def _operand_faults(token: Token, names: Names) -> Iterator[str]:
    if token.subtype == Token.TEXT:
        length = len(token.value[1:-1].replace('""', '"'))
        if length > LONGEST_TEXT:
            yield f"the formula holds a text of {length} characters; Excel takes {LONGEST_TEXT}"
    elif "#REF!" in token.value:
        yield "the formula refers to a cell that is gone (#REF!)"
    elif token.subtype == Token.RANGE:
        yield from _reference_faults(token.value, names)


def _reference_faults(reference: str, names: Names) -> Iterator[str]:
    located = _SHEET.fullmatch(reference)
    place = reference
    if located is not None:
        where = (located[1] or located[2]).replace("''", "'")
        place = located[3]
        if "[" in where:
            yield f"the formula refers to another file: {reference}"
            return
        for sheet in [where] if where.lower() in names.sheets else where.split(":"):
            if sheet.lower() not in names.sheets:
                yield f"the formula refers to the sheet {sheet}, which does not exist"
    table = _TABLE.fullmatch(place)
    if table is not None:
        yield from _table_faults(table[1], table[2], names)
    elif not _is_place(place) and place.lower() not in names.defined and place.lower() not in names.tables:
        yield f"the formula refers to {place}, which is not defined"


def _table_faults(table: str, inside: str, names: Names) -> Iterator[str]:
    if table.lower() not in names.tables:
        yield f"the formula refers to the table {table}, which does not exist"
        return
    for column in (inside,) if "[" not in inside else re.findall(r"\[([^\[\]]+)\]", inside):
        wanted = column.removeprefix("@").replace("'", "")
        if wanted and not wanted.startswith("#") and wanted.lower() not in names.tables[table.lower()]:
            yield f"the formula refers to the column {wanted} of the table {table}, which does not exist"


def _is_place(text: str) -> bool:
    """Whether this is a cell, a range, whole rows or whole columns, inside a sheet's bounds."""
    if _WHOLE.fullmatch(text):
        return True
    ends = [_CELL.fullmatch(end) for end in text.rstrip("#").split(":")]
    return all(end and column_number(end[1].upper()) <= LAST_COLUMN and 1 <= int(end[2]) <= LAST_ROW for end in ends)
