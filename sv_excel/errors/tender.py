"""Errors about tenders: their YAML files, the catalogue, decisions, formulas, and which tender a pack is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.errors.base import SvExcelError, WrongUseError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sv_excel.findings.finding import Finding


class YamlFileError(SvExcelError):
    """A YAML file can't be used: ``findings`` has everything that is wrong with it, in the order of the file."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        Exception.__init__(self, "\n".join(str(finding) for finding in findings))


class DefinitionError(YamlFileError):
    """A definition has errors."""


class CatalogueError(YamlFileError):
    """The social value catalogue has errors, perhaps in several of its files."""


class BankHolidaysUnknownError(SvExcelError):
    """A date is in a year whose bank holidays are not known."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(f"The bank holidays of {year} are not known here: count the working days by hand.")


class FormulaIncompleteError(SvExcelError):
    """A criterion's formula lacks a figure that must be published with it."""

    def __init__(self, criterion: str, formula: str, field: str) -> None:
        self.criterion, self.formula, self.field = criterion, formula, field
        super().__init__(f"the formula {formula} needs {field}.", "State it in the definition.", subject=criterion)


class DecisionError(SvExcelError):
    """A decision can't hold for this tender: ``problem`` goes on from ``about``, both without a full stop."""

    def __init__(self, what: str, about: str, problem: str, remedy: str) -> None:
        super().__init__(f"{about} {problem}.", remedy, subject=f"decision ({what})")


class OtherTenderError(SvExcelError):
    """A pack belongs to another tender than the definition."""

    code = "wrong-tender"

    def __init__(self, folder: object, held: str, given: str) -> None:
        super().__init__(
            f"is the pack of the tender {held}, not of {given}.",
            "Give another folder with -o, or put the id right.",
            file=folder,
        )


class PublishedPartChangedError(SvExcelError):
    """A definition's published part is not what tenderers were told; ``parts`` says where."""

    code = "published-part-changed"

    def __init__(self, folder: object, parts: Sequence[str]) -> None:
        self.parts = tuple(parts)
        super().__init__(
            f"the published part of the definition was changed ({', '.join(parts)}). Bids are judged by what was "
            "published (Procurement Act 2023, s.19(3)).",
            "Put it back as it was; if it was published anew, generate a new pack with -o.",
            file=folder,
        )


class PriceCriterionMissingError(SvExcelError):
    """A price workbook is asked for where prices are not judged."""

    def __init__(self, tender: str) -> None:
        super().__init__(
            "has no price criterion, so there is no price workbook.", "Add a price criterion.", subject=tender
        )


class NotInCatalogueError(WrongUseError):
    """Something is asked for by an id that the catalogue does not have."""

    def __init__(self, what: str, name: str, known: Sequence[str], guess: str | None = None) -> None:
        meant = f'Did you mean "{guess}"? ' if guess else ""
        super().__init__(f"There is no {what} {name} in the catalogue.", f"{meant}There are: {', '.join(known)}.")
