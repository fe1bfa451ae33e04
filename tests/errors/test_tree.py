"""The tree of errors at the head of `sv_excel.errors` is the tree that there is."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

import pytest

import sv_excel.errors
from sv_excel.errors.base import SvExcelError
from sv_excel.findings.registry import CODES

if TYPE_CHECKING:
    from collections.abc import Iterator

MODULES = [import_module(f"sv_excel.errors.{module.name}") for module in iter_modules(sv_excel.errors.__path__)]


def drawn() -> dict[str, str]:
    """The tree's lines without what they say: each class with its branch, and its module."""
    found = (re.fullmatch(r"    (\W*\w+) +(\w+): .+", line) for line in (sv_excel.errors.__doc__ or "").splitlines())
    return {line[1]: line[2] for line in found if line}


def tree(error: type[SvExcelError], order: list[str], indent: str = "") -> Iterator[str]:
    """The lines below a class, its children in the ``order`` of names."""
    below = sorted(error.__subclasses__(), key=lambda child: order.index(child.__name__))
    for child in below:
        is_last = child is below[-1]
        yield f"{indent}{'└── ' if is_last else '├── '}{child.__name__}"
        yield from tree(child, order, indent + ("    " if is_last else "│   "))


def classes() -> list[type[SvExcelError]]:
    """Every class of the modules."""
    made = (value for module in MODULES for value in vars(module).values() if isinstance(value, type))
    return sorted({value for value in made if issubclass(value, SvExcelError)}, key=lambda value: value.__name__)


def test_the_tree_is_complete_and_true() -> None:
    lines = drawn()
    names = [re.sub(r"\W", "", line) for line in lines]

    assert sorted(names) == [error.__name__ for error in classes()]
    assert list(lines) == ["SvExcelError", *tree(SvExcelError, names)]


def test_the_tree_names_the_module_of_each_class() -> None:
    modules = {re.sub(r"\W", "", line): module for line, module in drawn().items()}

    assert modules == {error.__name__: error.__module__.rpartition(".")[2] for error in classes()}


@pytest.mark.parametrize("error", classes(), ids=lambda error: error.__name__)
def test_an_error_has_a_registered_code_and_an_exit_status(error: type[SvExcelError]) -> None:
    assert error.code in CODES
    assert error.exit_status in (1, 2)


def test_an_error_says_where_what_and_what_to_do_in_words_and_as_a_finding() -> None:
    error = SvExcelError("is not there.", "Look elsewhere.", subject="the bid", file="PACK")

    assert str(error) == "PACK: the bid: is not there. Look elsewhere."
    (finding,) = error.findings
    assert (finding.code, finding.severity, finding.file, finding.subject) == ("refused", "error", "PACK", "the bid")
    assert (finding.problem, finding.remedy) == ("is not there.", "Look elsewhere.")
