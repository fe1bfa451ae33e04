"""What can go wrong with a call. Each class takes the facts and makes the sentence that a person reads.

Here: the root of them all, and what concerns tenders and the catalogue; `errors_of_files` and `errors_of_excel` follow.
Faults in people's data are not here: those are values (``layout.findings.Finding``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class SvExcelError(Exception):
    """Something that the person who gave the command can put right. ``code`` is what JSON calls it.

    ``exit_status`` is 2 where the command itself was used wrongly.
    """

    code = "refused"
    exit_status = 1


class DefinitionError(SvExcelError):
    """A definition has faults: ``findings``, all of one run, in the order of the file; ``faults`` as sentences."""

    def __init__(self, findings: Sequence[object]) -> None:
        self.findings = tuple(findings)
        self.faults = tuple(str(finding) for finding in findings)
        super().__init__("\n".join(self.faults))


class YamlFileError(SvExcelError):
    """A YAML file cannot be read as one; ``faults`` are sentences, each with file and line."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class CatalogueError(SvExcelError):
    """The social value catalogue has faults; ``faults`` are sentences, each with file and line."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class BankHolidaysUnknownError(SvExcelError):
    """A date falls in a year whose bank holidays are not held."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(f"The bank holidays of {year} are not known here: count the working days by hand.")


class FormulaIncompleteError(SvExcelError):
    """A criterion's formula lacks a figure that must be published with it."""

    def __init__(self, criterion: str, formula: str, field: str) -> None:
        self.criterion, self.formula, self.field = criterion, formula, field
        super().__init__(f"{criterion}: the formula {formula} needs {field}. State it in the definition.")


class DecisionError(SvExcelError):
    """A decision cannot hold for this tender."""

    def __init__(self, what: str, subject: str, problem: str, remedy: str) -> None:
        super().__init__(f"decision ({what}): {subject} {problem}. {remedy}")


class DecisionsFileError(SvExcelError):
    """What is kept in ``decisions.yaml`` is no list of decisions; ``faults`` are sentences, each with file and line."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class OtherTenderError(SvExcelError):
    """A pack belongs to another procurement than the definition."""

    code = "wrong-tender"

    def __init__(self, folder: object, held: str, given: str) -> None:
        super().__init__(
            f"{folder}: is the pack of the tender {held}, not of {given}. Give another folder with -o, or put the id "
            "right."
        )


class PublishedPartChangedError(SvExcelError):
    """A definition's published part is no longer what tenderers were told; ``parts`` says where."""

    code = "published-part-changed"

    def __init__(self, folder: object, parts: Sequence[str]) -> None:
        self.parts = tuple(parts)
        super().__init__(
            f"{folder}: the published part of the definition was changed ({', '.join(parts)}). Bids are judged by what "
            "was published (Procurement Act 2023, s.19(3)). Put it back as it was; if it was published anew, generate "
            "a new pack with -o."
        )


class PriceCriterionMissingError(SvExcelError):
    """A price workbook is asked for where prices are not judged."""

    def __init__(self, tender: str) -> None:
        super().__init__(f"{tender}: has no price criterion, so there is no price workbook. Add a price criterion.")


class NotInCatalogueError(SvExcelError):
    """Something is asked for by an id that the catalogue does not have."""

    exit_status = 2

    def __init__(self, what: str, name: str, known: Sequence[str], guess: str | None = None) -> None:
        meant = f' Did you mean "{guess}"?' if guess else ""
        super().__init__(f"There is no {what} {name} in the catalogue.{meant} There are: {', '.join(known)}.")
