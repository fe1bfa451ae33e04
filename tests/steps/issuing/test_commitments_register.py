"""The register beside a result: the winner's promises, kept by people, left alone and never lost."""

from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from sv_excel.findings.key import Key
from sv_excel.pack.paths import Pack
from sv_excel.pack.run_context import Occasion
from sv_excel.steps.check import check
from sv_excel.steps.demo import demo
from sv_excel.steps.intake.procurement import Procurement
from sv_excel.steps.intake.result_inputs import working
from sv_excel.steps.issuing.commitments_register import kept_register, register_files
from sv_excel.steps.summarise import summarise
from sv_excel.steps.verify import verify
from sv_excel.tender.briefs.register import RegisterBrief
from sv_excel.workbooks.sheet.card import read_card
from sv_excel.xlsx.read.open import read_workbook

if TYPE_CHECKING:
    from sv_excel.steps.intake.recognise import Recognised


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("told") / "demo"
    demo(folder)
    return folder


@pytest.fixture
def pack(told: Path, tmp_path: Path) -> Pack:
    return Pack(Path(shutil.copytree(told, tmp_path / "pack")))


def brief(pack: Pack) -> RegisterBrief:
    card = read_card(read_workbook(pack.commitments))
    assert card is not None
    return RegisterBrief.model_validate_json(card.brief)


def kept(pack: Pack) -> Recognised:
    found = kept_register(pack)
    assert found is not None
    return found


def type_in(pack: Pack, key: Key, value: str | int) -> None:
    address = kept(pack).issued.places[key]
    book = load_workbook(pack.commitments)
    book[address.sheet][address.cell] = value
    book.save(pack.commitments)


def test_register_holds_what_the_winner_promised_in_its_own_words(pack: Pack) -> None:
    promises = {promise.measure: promise for promise in brief(pack).promises}

    assert {promise.bid for promise in promises.values()} == {"B"}
    assert (promises["J02"].quantity, promises["J02"].pounds) == (Decimal(16), Fraction(16 * 13624))
    assert promises["J02"].priorities[0].startswith("NEL-6")
    assert promises["J02"].outcome.startswith("2 ")
    assert promises["J02"].statement.startswith("Sixteen people out of work for a year or more")
    assert promises["S01"].proxy_value is None
    assert all(promise.kpi for promise in promises.values())


def test_pounds_are_those_that_the_result_counted(pack: Pack) -> None:
    procurement = Procurement.open(pack.folder)
    settled = working(procurement)
    (lot,) = settled.brief.result().lots
    winner = next(bid for bid in lot.bids if bid.bid == lot.ranking[0])

    assert sum((promise.pounds for promise in brief(pack).promises), Fraction(0)) == winner.offer_value


def test_filled_in_register_is_clean_and_verifies(pack: Pack) -> None:
    type_in(pack, Key("delivered", "B", measure="J02"), 3)

    assert check([pack.commitments], lambda: Procurement.open(pack.folder).catalogue).findings == ()
    assert verify(pack.folder).report.clean


def test_summarising_again_leaves_what_people_entered(pack: Pack) -> None:
    type_in(pack, Key("owner", "B", measure="J02"), "Contract manager")
    before = pack.commitments.read_bytes()

    done = summarise(pack.folder, occasion=Occasion.given("Somebody"))

    assert done.report.clean
    assert pack.commitments.read_bytes() == before


def test_other_promises_take_over_what_was_entered(pack: Pack) -> None:
    type_in(pack, Key("delivered", "B", measure="J02"), 3)
    procurement = Procurement.open(pack.folder)
    settled = working(procurement)
    offers = tuple(
        offer.model_copy(update={"quantity": Decimal(20)}) if (offer.bid, offer.measure) == ("B", "J02") else offer
        for offer in settled.brief.offers
    )
    changed = replace(settled, brief=settled.brief.model_copy(update={"offers": offers}))

    made = register_files(procurement, changed, changed.brief.result(), Occasion.given("Somebody"))
    pack.commitments.write_bytes(made.files[pack.commitments])

    assert kept(pack).held.answers[Key("delivered", "B", measure="J02")] == 3
    assert brief(pack).promises[0].quantity == 20


def test_register_of_another_version_is_held_against_what_was_issued(
    pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(pack, Key("delivered", "B", measure="J02"), 3)
    monkeypatch.setattr("sv_excel.workbooks.register.sums_sheet.CHART_ROWS", 40)

    assert kept(pack).held.answers[Key("delivered", "B", measure="J02")] == 3
    assert check([pack.commitments], lambda: Procurement.open(pack.folder).catalogue).findings == ()
    assert summarise(pack.folder, occasion=Occasion.given("Somebody")).report.clean
