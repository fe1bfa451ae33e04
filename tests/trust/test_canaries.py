"""Nothing confidential is anywhere in a file that goes out: planted words are sought in the raw bytes of each part."""

from __future__ import annotations

import platform
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stranger import fill_in
from sv_excel.steps import decide
from sv_excel.steps.consolidate import consolidate
from sv_excel.steps.generate import generate
from sv_excel.steps.summarise import summarise
from sv_excel.steps.verify import verify
from trust.packs import OCCASION
from trust.small import DEFINITION, chosen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from sv_excel.pack.paths import Pack

FIRST, SECOND, THIRD = "Canary Firstperson", "Canary Secondperson", "Canary Thirdperson"
PRICER, CHECKER, CHAIR = "Canary Pricer", "Canary Pricechecker", "Canary Chair"
ALDER, BIRCH = "Canary Alder Ltd", "Canary Birch CIC"
WORDS = {"e1": "quetzalfirst", "e2": "quetzalsecond", "e3": "quetzalthird"}
PANEL, NOTES, OFFERS = "quetzalpanel", "quetzalnotes", {"A": "quetzaloffera", "B": "quetzalofferb"}
FEEDBACK = {"A": "quetzalfeedbacka", "B": "quetzalfeedbackb"}
PRICES = {"A": 187_654.32, "B": 198_765.43}
PRICED = ("187654", "198765")
CONFLICT = "quetzalconflict"
USER, MACHINE = "quetzaluser", "quetzalmachine"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """A procurement whose every confidential word is one of its own, made by a user and on a machine of such names."""
    folder = tmp_path_factory.mktemp("canaries") / "pack"
    folder.mkdir()
    with pytest.MonkeyPatch.context() as planted:
        for name in ("USER", "LOGNAME", "USERNAME", "HOME", "COMPUTERNAME", "HOSTNAME"):
            planted.setenv(name, USER)
        planted.setattr(platform, "node", lambda: MACHINE)
        return _made(folder)


def _made(folder: Path) -> Pack:
    text = DEFINITION.read_text("utf-8")
    for old, new in {
        "First evaluator": FIRST,
        "Second evaluator}": f"{SECOND}, sub_criteria: [Q1]}}\n  - {{id: e3, name: {THIRD}, bids: [B]}}",
        "Price evaluator": PRICER,
        "Price checker": CHECKER,
        "name: Moderator": f"name: {CHAIR}",
        "Alder Facilities Ltd": ALDER,
        "Birch Services CIC": BIRCH,
    }.items():
        assert old in text
        text = text.replace(old, new)
    (folder / "tender.yaml").write_text(text, "utf-8")
    made = generate(folder / "tender.yaml", folder, occasion=OCCASION).pack
    for path in sorted(made.issued.iterdir()):
        fill_in(path, made.returned / path.name, telling(path.stem))
    decide.conflict(folder, "e1", "B", "proceed", decide.Grounds(CONFLICT, OCCASION))
    consolidate(folder, occasion=OCCASION)
    fill_in(made.moderation, made.moderation, telling("moderation"))
    assert summarise(folder, occasion=OCCASION).report.clean
    return made


def telling(who: str) -> Any:  # noqa: ANN401 - a function of an entry
    """What is entered, each text with a word of its own."""
    usual = chosen(who)

    def choose(entry: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever the entry takes
        field, bid = entry["key"]["field"], entry["key"].get("bid", "")
        person = who.rsplit("-", 1)[-1]
        if field in {"price", "checked_price"}:
            return PRICES[bid]
        if field == "rationale":
            word = PANEL if who == "moderation" else WORDS[person]
            return f"The plan is clear and names who does what, {word}, row {entry['cell']}."
        if field == "feedback":
            return f"Your plan was clear, {FEEDBACK[bid]}."
        if field == "notes":
            return f"Not for tenderers, {NOTES}."
        if field in {"statement", "delivery_plan"}:
            return f"We shall do this by spring, {OFFERS[person]}."
        return usual(entry)

    return choose


def raw(path: Path) -> bytes:
    """Every part of a file, unpacked, names and all, with entities and case evened out, and the file itself."""
    content = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            content += b"".join(name.encode() + archive.read(name) for name in archive.namelist())
            content += archive.comment
    return re.sub(rb"&#x?[0-9A-Fa-f]+;", b"", content).lower()


def found_in(path: Path, words: Iterator[str] | list[str]) -> list[str]:
    """Which of the words stand anywhere in a file; also as UTF-16, in which some parts are written."""
    content = raw(path)
    return [w for w in words if w.lower().encode() in content or w.lower().encode("utf-16-le") in content]


def test_planted_words_are_where_they_belong(pack: Pack) -> None:
    assert found_in(pack.returned / "evaluation-e1.xlsx", [FIRST, WORDS["e1"]]) == [FIRST, WORDS["e1"]]
    assert found_in(pack.moderation, [*WORDS.values(), PANEL]) == [*WORDS.values(), PANEL]
    assert found_in(pack.returned / "price.xlsx", [*PRICED]) == [*PRICED]
    assert found_in(pack.returned / "response-A.xlsx", [OFFERS["A"]]) == [OFFERS["A"]]


def test_evaluators_workbook_holds_no_price_and_nobody_else(pack: Pack) -> None:
    generate(pack.tender, pack.folder, occasion=OCCASION)
    people = {"e1": FIRST, "e2": SECOND, "e3": THIRD}
    for evaluator in people:
        others = [name for other, name in people.items() if other != evaluator]
        secret = [*others, PRICER, CHECKER, *PRICED, *WORDS.values(), PANEL, NOTES, CONFLICT]

        assert found_in(pack.evaluation(evaluator), secret) == []
        if pack.offers(evaluator).is_file():
            assert found_in(pack.offers(evaluator), secret) == []
    assert pack.offers("e1").is_file()
    assert verify(pack.folder).report.findings == ()


def test_evaluator_of_one_bid_is_told_of_no_other(pack: Pack) -> None:
    assert found_in(pack.evaluation("e3"), [ALDER, BIRCH]) == [BIRCH]


def test_price_workbook_holds_no_score_and_no_evaluator(pack: Pack) -> None:
    assert found_in(pack.returned / "price.xlsx", [FIRST, SECOND, THIRD, *WORDS.values(), PANEL]) == []


def test_moderation_workbook_holds_no_price_and_no_offer(pack: Pack) -> None:
    assert found_in(pack.moderation, [*PRICED, PRICER, CHECKER, *OFFERS.values()]) == []


@pytest.mark.parametrize(("bid", "own", "other"), [("A", ALDER, BIRCH), ("B", BIRCH, ALDER)])
def test_tenderers_workbook_holds_nobody_but_the_tenderer(pack: Pack, bid: str, own: str, other: str) -> None:
    secret = [other, FIRST, SECOND, THIRD, PRICER, CHECKER, CHAIR, *PRICED, *WORDS.values(), PANEL, CONFLICT]

    assert found_in(pack.response(bid), [own, *secret]) == [own]


def test_assessment_summary_holds_the_tenderers_own_and_the_winners_part_alone(pack: Pack) -> None:
    people = [FIRST, SECOND, THIRD, PRICER, CHECKER]
    inside = [*people, *WORDS.values(), NOTES, CONFLICT, *OFFERS.values()]
    winners, losers = pack.assessment_summary("A"), pack.assessment_summary("B")

    assert found_in(winners, [*inside, BIRCH, FEEDBACK["B"], PRICED[1]]) == []
    assert found_in(losers, inside) == []
    assert found_in(winners, [ALDER, FEEDBACK["A"]]) == [ALDER, FEEDBACK["A"]]


def test_no_file_names_the_user_the_machine_or_its_folders(pack: Pack) -> None:
    made = [path for path in sorted(pack.folder.rglob("*")) if path.is_file() and path.parent != pack.returned]

    told = {
        path.name: found_in(path, [USER, MACHINE, str(pack.folder), str(Path(__file__).parents[2])]) for path in made
    }

    assert len(made) > 10
    assert {name: words for name, words in told.items() if words} == {}


def test_metadata_names_the_program_and_nobody(pack: Pack) -> None:
    for path in [*pack.issued.iterdir(), pack.result_workbook]:
        with zipfile.ZipFile(path) as archive:
            core = archive.read("docProps/core.xml").decode()
            app = archive.read("docProps/app.xml").decode()
        assert re.findall("<dc:creator>(.*?)</dc:creator>", core) == ["sv_excel"]
        assert not re.search("lastModifiedBy|Company|Manager|<dcterms:(?:created|modified)", core + app)
