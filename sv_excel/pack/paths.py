"""`Pack`: every path of a pack, by name. File names are made of ids, which are safe on every system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sv_excel.errors.files import NotAPackError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Pack:
    """The folder that one procurement lives in (contract, section 2)."""

    folder: Path

    @classmethod
    def open(cls, folder: Path) -> Pack:
        """A pack that exists; `NotAPackError` where nothing was generated."""
        pack = cls(folder)
        if not pack.register.is_file():
            raise NotAPackError(folder)
        return pack

    @property
    def tender(self) -> Path:
        """The definition as issued."""
        return self.folder / "tender.yaml"

    @property
    def decisions(self) -> Path:
        """What was decided since."""
        return self.folder / "decisions.yaml"

    @property
    def catalogue(self) -> Path:
        """The social value catalogue as it was when workbooks were issued, so that a later one changes nothing here."""
        return self.folder / "catalogue.json"

    @property
    def templates(self) -> Path:
        """The buyer's own workbook templates, where generate was given some."""
        return self.folder / "templates"

    @property
    def register(self) -> Path:
        """What was issued."""
        return self.folder / "register.json"

    @property
    def log(self) -> Path:
        """What was done."""
        return self.folder / "log.jsonl"

    @property
    def lock(self) -> Path:
        """There while a run is at work."""
        return self.folder / ".lock"

    @property
    def issued(self) -> Path:
        """Where workbooks lie that go out to people."""
        return self.folder / "issued"

    @property
    def returned(self) -> Path:
        """Where people's workbooks are put, under any name."""
        return self.folder / "returned"

    @property
    def result(self) -> Path:
        """Where `summarise` puts what it makes."""
        return self.folder / "result"

    @property
    def moderation(self) -> Path:
        """The panel's workbook."""
        return self.folder / "moderation.xlsx"

    @property
    def price(self) -> Path:
        """The price workbook, sealed apart from the evaluators'."""
        return self.issued / "price.xlsx"

    @property
    def result_workbook(self) -> Path:
        """The result as live formulas."""
        return self.result / "result.xlsx"

    @property
    def result_data(self) -> Path:
        """The result as JSON (contract, section 4)."""
        return self.result / "result.json"

    @property
    def report(self) -> Path:
        """The result as a page to read."""
        return self.result / "report.html"

    @property
    def assurance(self) -> Path:
        """What the first place hangs on, as JSON."""
        return self.result / "assurance.json"

    @property
    def commitments(self) -> Path:
        """What the tenderers promised, as a workbook."""
        return self.result / "commitments.xlsx"

    def evaluation(self, evaluator_id: str) -> Path:
        """One evaluator's workbook."""
        return self.issued / f"evaluation-{evaluator_id}.xlsx"

    def offers(self, evaluator_id: str) -> Path:
        """The promises to read for one evaluator of a delivery plan."""
        return self.issued / f"commitments-{evaluator_id}.xlsx"

    def response(self, bid_id: str | None = None) -> Path:
        """The response workbook for one bid, or for any tenderer while bids are not known."""
        return self.issued / ("response.xlsx" if bid_id is None else f"response-{bid_id}.xlsx")

    def assessment_summary(self, bid_id: str) -> Path:
        """What one tenderer is given (Procurement Regulations 2024, reg. 31)."""
        return self.result / f"assessment-summary-{bid_id}.docx"

    def name(self, path: Path) -> str:
        """A path as the register and the log write it: inside the pack relative to it, outside by its name alone.

        A link goes by its own name, wherever it leads: it may lead nowhere, or round in a circle.
        """
        try:
            return (path.parent.resolve() / path.name).relative_to(self.folder.resolve()).as_posix()
        except ValueError:
            return path.name

    def folders(self) -> tuple[Path, ...]:
        """The folders that a run writes in."""
        return (self.folder, self.issued, self.result)

    def make(self) -> None:
        """Make the folders that people put files in or look for them in, where they are not there yet."""
        for folder in (*self.folders(), self.returned):
            folder.mkdir(parents=True, exist_ok=True)


def pack_of(path: Path) -> Pack | None:
    """The pack that a file or folder lies in, or is; None where it lies in none."""
    whole = path.resolve()
    for folder in (whole, *whole.parents):
        pack = Pack(folder)
        if pack.register.is_file():
            return pack
    return None
