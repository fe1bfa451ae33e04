"""`portfolio`: the registers of many packs rolled up into one workbook, and a Parquet file for who works with data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from sv_excel.errors.files import LibraryMissingError
from sv_excel.findings.finding import Finding, Report
from sv_excel.loading.resources import templates_folder
from sv_excel.pack.paths import Pack
from sv_excel.pack.writing import write_files
from sv_excel.steps.issuing.commitments_register import kept_register
from sv_excel.steps.parallel import ALONE
from sv_excel.tender.briefs.portfolio import PortfolioBrief, PortfolioLine
from sv_excel.tender.briefs.register import RegisterBrief
from sv_excel.tender.numbers import decimal
from sv_excel.workbooks.kinds import brief_of
from sv_excel.workbooks.portfolio.layout import KIND, portfolio_layout
from sv_excel.workbooks.register.commitment_row import delivered
from sv_excel.workbooks.sheet.card import with_card
from sv_excel.xlsx.write.template_styles import read_look
from sv_excel.xlsx.write.writer import print_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from sv_excel.findings.key import Key
    from sv_excel.pack.run_context import Occasion
    from sv_excel.pack.writing import Written
    from sv_excel.steps.intake.recognise import Recognised
    from sv_excel.steps.parallel import Workforce
    from sv_excel.workbooks.sheet.cells import Value


@dataclass(frozen=True, slots=True)
class RolledUp:
    """What came of it; nothing is written while something blocks."""

    brief: PortfolioBrief
    report: Report
    written: tuple[Written, ...] = ()


def portfolio(
    packs: Sequence[Path],
    output: Path,
    occasion: Occasion,
    *,
    parquet: bool = False,
    force: bool = False,
    workforce: Workforce = ALONE,
) -> RolledUp:
    """Roll up the registers of ``packs`` into the workbook ``output``; with ``parquet`` the lines beside it.

    Raises:
        NotAPackError: a folder is none.
        LibraryMissingError: the library for Parquet is not installed.
        WouldReplaceError: a file that differs is there already, and ``force`` is not given.
    """
    lines: list[PortfolioLine] = []
    findings: list[Finding] = []
    seen: dict[str, Path] = {}
    batches = workforce.batches(packs)
    rolled = (one for batch in workforce.work(_taken_up, batches, weight=len(packs)) for one in batch)
    for folder, one in zip(packs, rolled, strict=True):
        if one is None:
            findings.append(_without(Pack.open(folder)))
            continue
        findings += one.findings
        if one.tender in seen:
            findings.append(_twice(one.tender, seen[one.tender], folder))
            continue
        seen[one.tender] = folder
        lines += one.lines
    brief, report = PortfolioBrief(lines=tuple(lines)), Report(tuple(findings))
    if not report.clean:
        return RolledUp(brief, report)
    look = read_look(templates_folder())
    layout = with_card(portfolio_layout(brief, look.furniture), brief, look.furniture, KIND)
    files = {output: print_workbook(layout, look)}
    if parquet:
        files[output.with_suffix(".parquet")] = parquet_of(brief.lines)
    return RolledUp(brief, report, write_files(files, occasion, force=force))


class _TakenUp(NamedTuple):
    tender: str
    findings: tuple[Finding, ...]
    lines: tuple[PortfolioLine, ...]


def _taken_up(packs: Sequence[Path]) -> list[_TakenUp | None]:
    """What the register of each pack says; None where there is none."""
    books = (kept_register(Pack.open(folder)) for folder in packs)
    return [
        None
        if book is None
        else _TakenUp(
            book.card.tender,
            tuple(finding for finding in book.held.findings if finding.severity == "error"),
            tuple(_lines(book)),
        )
        for book in books
    ]


def _lines(book: Recognised) -> Iterator[PortfolioLine]:
    brief = brief_of(book.card)
    if not isinstance(brief, RegisterBrief):
        raise TypeError(book.file)
    answers: dict[Key, Value] = {key: value for key, value in book.held.answers.items() if not isinstance(value, bool)}
    for promise in brief.promises:
        yield PortfolioLine(
            tender=brief.tender.id,
            title=brief.tender.title,
            buyer=brief.tender.buyer,
            category=brief.category,
            icbs=brief.icbs,
            tenderer=promise.tenderer,
            theme=promise.theme,
            outcome=promise.outcome,
            measure=promise.measure,
            measure_title=promise.title,
            unit=promise.unit,
            promised=promise.quantity,
            delivered=delivered(promise, answers) or Decimal(0),
            proxy_value=promise.proxy_value,
            attribution=promise.attribution,
        )


def _without(pack: Pack) -> Finding:
    return Finding(
        "register-missing",
        "there is no register of commitments, or it cannot be read.",
        f"Make it with: sv-excel summarise {pack.folder}. It is left out here.",
        file=str(pack.folder),
    )


def _twice(tender: str, first: Path, again: Path) -> Finding:
    return Finding(
        "tender-twice",
        f"the tender {tender} is in {first} already, and its promises would count twice.",
        "Name one of the two.",
        file=str(again),
    )


def parquet_of(lines: Iterable[PortfolioLine]) -> bytes:
    """The lines as a Parquet file: exact decimals, a list of boards, pounds as the workbook has them (ten decimals)."""
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise LibraryMissingError("Parquet", "pyarrow", "parquet") from error
    texts = ("tender", "title", "buyer", "category", "tenderer", "theme", "outcome", "measure", "measure_title", "unit")
    number = arrow.decimal128(38, 10)
    kinds = {name: arrow.string() for name in texts} | {"icbs": arrow.list_(arrow.string())}
    kinds |= dict.fromkeys(
        ("promised", "delivered", "proxy_value", "attribution", "pounds", "pounds_delivered"), number
    )
    rows: list[dict[str, Any]] = []
    for line in lines:
        row: dict[str, Any] = line.model_dump() | {"icbs": list(line.icbs)}
        row |= {"pounds": decimal(line.pounds, 10), "pounds_delivered": decimal(line.pounds_delivered, 10)}
        rows.append(row)
    table = arrow.Table.from_pylist(rows, schema=arrow.schema(list(kinds.items())))
    sink = arrow.BufferOutputStream()
    parquet.write_table(table, sink)
    content: bytes = sink.getvalue().to_pybytes()
    return content
