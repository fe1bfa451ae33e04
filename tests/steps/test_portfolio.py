"""`portfolio`: fifty packs' registers rolled up, held against a sum that is worked out apart from it."""

from __future__ import annotations

import shutil
import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pyarrow.parquet
import pytest
from openpyxl import load_workbook

from engines.excel_lint import lint
from engines.ironcalc_engine import recalculate
from engines.sdk_validator import validate
from recalculation import LOOK, differences
from sv_excel.errors.files import LibraryMissingError, NotAPackError, WouldReplaceError
from sv_excel.findings.key import Key
from sv_excel.pack.paths import Pack
from sv_excel.pack.run_context import Occasion
from sv_excel.steps.check import check
from sv_excel.steps.portfolio import portfolio
from sv_excel.tender.briefs.evaluation import BriefTender
from sv_excel.tender.briefs.portfolio import DIMENSIONS, PortfolioBrief
from sv_excel.tender.briefs.register import Promise, RegisterBrief
from sv_excel.tender.catalogue.catalogue import Catalogue
from sv_excel.workbooks.portfolio.layout import portfolio_layout
from sv_excel.workbooks.register.commitment_row import line_key
from sv_excel.workbooks.register.layout import register_layout
from sv_excel.workbooks.sheet.card import with_card
from sv_excel.xlsx.write.writer import print_workbook

NOW = Occasion.given("Somebody")
BOARDS = (("NEL",), ("SEL", "SWL"), ("NEL", "WNL"), ())
THEMES = (("Equal opportunity", "6 Inequality"), ("Fighting climate change", "4 Stewardship"))
FIRMS = ("Alder Facilities Ltd", "Birch & Bramble Cleaning Ltd", "ALDER Facilities Ltd", "Cedar*Hygiene? Ltd")
MEASURES = (("J02", "people", "13624"), ("E01", "tCO2e", "306.32"), ("S01", "starts", None))
MANY = 50


def made(folder: Path, number: int, chance: Random) -> dict[str, Any]:
    """A pack with a register that somebody keeps; gives what was put in, as plain figures."""
    pack = Pack(folder / f"pack-{number}")
    pack.make()
    pack.register.write_text("{}")
    boards, firm, category = chance.choice(BOARDS), chance.choice(FIRMS), chance.choice(("cleaning", "ict", ""))
    promises, answers, rows = [], dict[Key, Decimal](), []
    for measure, unit, proxy in chance.sample(MEASURES, chance.randint(0, 3)):
        theme, outcome = chance.choice(THEMES)
        promised = Decimal(chance.randint(1, 5000)) / 10
        share = Decimal(chance.randint(1, 100)) / 100
        promise = Promise(
            bid="A",
            tenderer=firm,
            measure=measure,
            title=f"What {measure} counts",
            unit=unit,
            quantity=promised,
            attribution=share,
            proxy_value=None if proxy is None else Decimal(proxy),
            outcome=outcome,
            theme=theme,
        )
        promises.append(promise)
        done = Decimal(chance.randint(0, 4000)) / 10 if chance.random() < 0.6 else None
        if done is not None:
            answers[line_key("delivered", promise)] = done
        rows.append((theme, outcome, measure, promised, done or Decimal(0), Decimal(proxy or 0) * share))
    tender = BriefTender(id=f"tender-{number}", title=f"Tender {number}", buyer="Example Trust", fingerprint="0")
    brief = RegisterBrief(tender=tender, category=category, icbs=boards, promises=tuple(promises))
    blank = with_card(register_layout(brief, LOOK.furniture), brief, LOOK.furniture, tender.id)
    pack.commitments.write_bytes(print_workbook(blank, LOOK))
    if answers:
        book = load_workbook(pack.commitments)
        for key, value in answers.items():
            address = blank[key].address
            book[address.sheet][address.cell] = value
        book.save(pack.commitments)
    return {"boards": boards, "firm": firm, "category": category, "tender": tender.id, "rows": rows}


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, Any]]]:
    folder, chance = tmp_path_factory.mktemp("many"), Random(20261122)  # noqa: S311 - the same packs every time
    return folder, [made(folder, number, chance) for number in range(MANY)]


def packs(folder: Path) -> list[Path]:
    return sorted(folder.glob("pack-*"), key=lambda path: int(path.name.split("-")[1]))


def independent(put_in: list[dict[str, Any]]) -> dict[tuple[str, str], list[Decimal]]:
    """Promised and delivered pounds by dimension and group, from what was put in alone."""
    sums: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for pack in put_in:
        for theme, outcome, _, promised, done, worth in pack["rows"]:
            named = {
                "Integrated Care Board": pack["boards"] or ("none named",),
                "Theme": (theme,),
                "Outcome": (outcome,),
                "Category": (pack["category"] or "none named",),
                "Tenderer": (pack["firm"].lower(),),
                "Procurement": (pack["tender"],),
            }
            for dimension, groups in named.items():
                for group in groups:
                    sums[dimension, group.lower()][0] += promised * worth
                    sums[dimension, group.lower()][1] += done * worth
    return sums


def test_fifty_packs_agree_with_an_independent_sum(many: tuple[Path, list[dict[str, Any]]], tmp_path: Path) -> None:
    folder, put_in = many
    output = tmp_path / "portfolio.xlsx"

    done = portfolio(packs(folder), output, NOW)

    assert done.report.clean
    expected = independent(put_in)
    assert {dimension for dimension, _ in expected} == set(DIMENSIONS)
    figures = recalculate(output)
    layout = portfolio_layout(done.brief, LOOK.furniture)
    found = {
        key.part: [
            figures[cell.address.sheet, cell.address.cell]
            for cell in (layout[Key("sum_promised", part=key.part)], layout[Key("sum_delivered", part=key.part)])
        ]
        for key in layout.places
        if key.field == "group" and key.part is not None
    }
    assert len(found) == len(expected)
    for (dimension, group), sums in expected.items():
        (shown,) = (value for part, value in found.items() if part.lower() == f"{dimension} {group}".lower())
        assert [float(value) for value in shown] == pytest.approx([float(value) for value in sums], rel=1e-12)


def test_every_formula_agrees_and_the_file_is_valid(many: tuple[Path, list[dict[str, Any]]], tmp_path: Path) -> None:
    done = portfolio(packs(many[0]), tmp_path / "all.xlsx", NOW)

    assert differences(portfolio_layout(done.brief, LOOK.furniture), tmp_path) == []
    assert validate([tmp_path / "all.xlsx"]) == []
    assert lint(tmp_path / "all.xlsx") == []
    assert check([tmp_path / "all.xlsx"], Catalogue).findings == ()


def test_quantities_are_summed_within_one_measure(many: tuple[Path, list[dict[str, Any]]], tmp_path: Path) -> None:
    folder, put_in = many
    done = portfolio(packs(folder), tmp_path / "portfolio.xlsx", NOW)
    layout = portfolio_layout(done.brief, LOOK.furniture)
    figures = recalculate(tmp_path / "portfolio.xlsx")

    for theme, _ in THEMES:
        cell = layout[Key("q_promised", part=f"Theme {theme} E01 tCO2e")].address
        promised = sum(row[3] for pack in put_in for row in pack["rows"] if (row[0], row[2]) == (theme, "E01"))
        assert float(figures[cell.sheet, cell.cell]) == pytest.approx(float(promised), rel=1e-12)


def test_parquet_holds_the_same_lines_exactly(many: tuple[Path, list[dict[str, Any]]], tmp_path: Path) -> None:
    folder, put_in = many
    portfolio(packs(folder), tmp_path / "all.xlsx", NOW, parquet=True)

    rows = pyarrow.parquet.read_table(tmp_path / "all.parquet").to_pylist()

    wanted = [
        (pack["tender"], list(pack["boards"]), row[2], row[3], row[4], row[3] * row[5])
        for pack in put_in
        for row in pack["rows"]
    ]
    found = [(r["tender"], r["icbs"], r["measure"], r["promised"], r["delivered"], r["pounds"]) for r in rows]
    assert sorted(found) == sorted(wanted)


def test_without_the_library_parquet_says_what_to_install(
    many: tuple[Path, list[dict[str, Any]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(LibraryMissingError, match=r"sv-excel\[parquet\]"):
        portfolio(packs(many[0])[:1], tmp_path / "all.xlsx", NOW, parquet=True)

    assert list(tmp_path.iterdir()) == []


def test_same_procurement_twice_is_refused(many: tuple[Path, list[dict[str, Any]]], tmp_path: Path) -> None:
    first = packs(many[0])[0]
    again = Path(shutil.copytree(first, tmp_path / "again"))

    done = portfolio([first, again], tmp_path / "all.xlsx", NOW)

    assert [finding.code for finding in done.report] == ["tender-twice"]
    assert not (tmp_path / "all.xlsx").exists()


def test_pack_without_a_register_is_left_out_and_told(many: tuple[Path, list[dict[str, Any]]], tmp_path: Path) -> None:
    bare = Pack(Path(shutil.copytree(packs(many[0])[0], tmp_path / "bare")))
    bare.commitments.unlink()

    done = portfolio([bare.folder, packs(many[0])[1]], tmp_path / "all.xlsx", NOW)

    assert [(finding.code, finding.severity) for finding in done.report] == [("register-missing", "warning")]
    assert done.written != ()


def test_folder_that_is_no_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAPackError):
        portfolio([tmp_path], tmp_path / "all.xlsx", NOW)


def test_portfolio_that_is_there_is_replaced_only_by_force(
    many: tuple[Path, list[dict[str, Any]]], tmp_path: Path
) -> None:
    output = tmp_path / "all.xlsx"
    output.write_bytes(b"somebody's")

    with pytest.raises(WouldReplaceError):
        portfolio(packs(many[0])[:1], output, NOW)
    portfolio(packs(many[0])[:1], output, NOW, force=True)

    assert len(list(tmp_path.iterdir())) == 2


def test_empty_portfolio_says_so(tmp_path: Path) -> None:
    layout = portfolio_layout(PortfolioBrief(), LOOK.furniture)

    assert "Nothing was promised yet." in [cell.content for cell in layout]
    assert differences(layout, tmp_path) == []
