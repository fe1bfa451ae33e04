from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from sv_excel.errors.tender import CatalogueError
from sv_excel.loading.catalogues import load_catalogue
from sv_excel.loading.resources import data_file

if TYPE_CHECKING:
    from pathlib import Path

MECHANISM = """
mechanisms:
  - id: bicycle-workshops
    title: Bicycle workshops
    description: Residents learn to mend bicycles. Mended ones are given away.
    criteria: {ppn-06-20: [4.2]}
    measures: [X1]
    evidence: A workshop that has agreed.
    question: How many bicycles will be mended, and for whom?
    kpi: Bicycles mended each quarter.
    source: A trust's own list
    date: 2026-05
    verified: true
"""
MEASURE = """
measures:
  - {id: X1, title: Bicycles given, unit: bicycle}
"""
BOARD = """
icbs:
  - id: SURREY
    name: Example Heartlands
    boroughs: [Exampleton]
    valid_from: 2022-07-01
    source: Made up
    date: 2026
    verified: false
    priorities:
      - id: SURREY-1
        title: Short journeys
        why: Made up.
        outcomes: {ppn-06-20: [4]}
        mechanisms: [zero-emission-delivery]
        source: Made up
        date: 2026
        verified: false
"""


def write(folder: Path, text: str, name: str = "own.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults(*paths: Path) -> list[str]:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(paths)
    return [str(finding).replace(f"{paths[0].parent}/", "") for finding in caught.value.findings]


def line_of(name: str, text: str) -> int:
    return data_file(name).read_text(encoding="utf-8").splitlines().index(text) + 1


def test_own_mechanisms_measures_and_boards_stand_beside_those_that_come_with_the_program(tmp_path: Path) -> None:
    catalogue = load_catalogue([write(tmp_path, MECHANISM + MEASURE), write(tmp_path, BOARD, "board.yaml")])

    assert catalogue.mechanism("bicycle-workshops").measures == ("X1",)
    assert catalogue.mechanisms[-1].id == "bicycle-workshops"
    assert catalogue.measure("X1").proxy_value is None
    assert [priority.id for priority in catalogue.serving("zero-emission-delivery", ["SURREY"])] == ["SURREY-1"]
    assert catalogue.mechanism("living-wage") == load_catalogue().mechanism("living-wage")
    assert catalogue.checked == load_catalogue().checked


def test_an_own_file_leaves_the_bundled_catalogue_as_it_was(tmp_path: Path) -> None:
    load_catalogue([write(tmp_path, MECHANISM + MEASURE)])

    with pytest.raises(KeyError):
        load_catalogue().mechanism("bicycle-workshops")


def test_an_entry_that_says_the_same_is_no_clash(tmp_path: Path) -> None:
    once = write(tmp_path, MECHANISM + MEASURE)
    again = write(tmp_path, MEASURE, "again.yaml")

    assert load_catalogue([once, again]).mechanisms == load_catalogue([once]).mechanisms


def test_clashes_are_told_with_both_places(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
measures:
  - id: j09
    title: Hours
    unit: hours
  - {id: X1, title: Bicycles given, unit: bicycle}
""",
    )
    second = write(tmp_path, "measures:\n  - {id: X1, title: Tricycles given, unit: tricycle}\n", "second.yaml")
    line = line_of("mechanisms.yaml", "  - id: J09")

    told = "says otherwise than the one of this id in"
    remedy = "Give it an id of its own, or take it out."
    assert faults(path, second) == [
        f"own.yaml  line 3: the measure j09 {told} {data_file('mechanisms.yaml')}, line {line}. {remedy}",
        f"second.yaml  line 2: the measure X1 {told} own.yaml, line 6. {remedy}",
    ]


def test_a_proxy_value_needs_its_source(tmp_path: Path) -> None:
    path = write(tmp_path, "measures:\n  - {id: X1, title: Bicycles, unit: bicycle, proxy_value: 120.50}\n")

    (fault,) = faults(path)
    assert fault == (
        "own.yaml  line 2: the measure X1 has a proxy value without a source. Add proxy_source: source, date, "
        "price_year, licence, value_basis, checked, verified."
    )


def test_a_licensed_set_is_taken_with_its_sources(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
measures:
  - id: X1
    title: Bicycles given
    unit: bicycle
    proxy_value: 120.55
    proxy_source: {source: A set that the trust has licensed, date: 2026, price_year: 2026, licence: the trust's own,
      value_basis: economic, checked: 2026-10-01, verified: true}
""",
    )

    assert load_catalogue([path]).measure("X1").proxy_value == Decimal("120.55")


def test_what_an_entry_names_must_be_there(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        MECHANISM.replace("4.2", "4.9").replace("measures: [X1]", "measures: [J01, J9]\n    categories: [cleanin]")
        + BOARD.replace("ppn-06-20: [4]", "ppn-026: [3]").replace("[zero-emission-delivery]", "[living-wages]")
        + "    succeeded_by: SURRY\n    inherits: [NEL, NOLAND]\n    valid_to: 2022-06-30\n",
    )

    absent = "which is not in the catalogue."
    boards = "NCL, NEL, NWL, SEL, SURREY, SWL or WNL"
    assert [fault.removeprefix("own.yaml  line ") for fault in faults(path)] == [
        f'6: the mechanism bicycle-workshops names the criterion of ppn-06-20 4.9, {absent} Did you mean "4.2"?',
        f'7: the mechanism bicycle-workshops names the measure J9, {absent} Did you mean "J09"?',
        f'8: the mechanism bicycle-workshops names the category cleanin, {absent} Did you mean "cleaning"?',
        f"28: the priority SURREY-1 names the outcome of ppn-026 3, {absent} Name 1 or 2.",
        f'29: the priority SURREY-1 names the mechanism living-wages, {absent} Did you mean "living-wage"?',
        f'33: the board SURREY names the board SURRY, {absent} Did you mean "SURREY"?',
        f"34: the board SURREY names the board NOLAND, {absent} Name {boards}.",
        "35: the board SURREY ends before it begins. Correct valid_from or valid_to.",
    ]


def test_ids_stand_once_in_a_file(tmp_path: Path) -> None:
    twice = BOARD + BOARD.replace("icbs:\n", "").replace("id: SURREY\n", "id: KENT\n")
    path = write(tmp_path, twice + "measures:\n" + "  - {id: X1, title: Bicycles, unit: bicycle}\n" * 2)

    assert faults(path) == [
        "own.yaml  line 28: there are two of the priority SURREY-1. Rename one.",
        "own.yaml  line 38: there are two of the measure X1. Rename one.",
    ]


def test_faults_of_shape_are_all_told_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
mechanisms:
  - id: bicycle workshops
    titel: Bicycle workshops
    description: Residents learn. They ride.
    criteria: {ppn-06-21: [4.2]}
    measures: []
    evidence: A workshop.
    question: How many?
    kpi: Bicycles.
    source: Own
    verified: perhaps
measure: []
""",
    )

    wrong_id = (
        '3, bicycle workshops: "id" must be letters, digits and dashes, beginning with a letter or digit, not the text '
        "'bicycle workshops'. It goes into file names: shorten it to such as Q1 or north-east."
    )
    verified = "\"verified\" must be true or false, not the text 'perhaps'. Write true or false."
    assert [fault.removeprefix("own.yaml  line ") for fault in faults(path)] == [
        '3, bicycle workshops: "date" is missing. Add such as "date: 2026-09-01".',
        wrong_id,
        '3, bicycle workshops: "title" is missing. Add such as "title: ...".',
        '4, bicycle workshops: "titel" is not a key here. Did you mean "title"?',
        '6, bicycle workshops: "ppn-06-21" is not a key here. Did you mean "ppn-06-20"?',
        '7, bicycle workshops: "measures" is an empty list. Add at least one.',
        f"12, bicycle workshops: {verified}",
        '13: "measure" is not a key here. Did you mean "measures"?',
    ]


def test_a_key_like_no_other_is_answered_with_the_keys(tmp_path: Path) -> None:
    path = write(tmp_path, "measures:\n  - {id: X1, title: A, unit: b, colour: red}\n")

    (fault,) = faults(path)
    assert fault == (
        'own.yaml  line 2, X1: "colour" is not a key here. Take it out. The keys are id, title, unit, proxy_value, '
        "outcomes, counting and proxy_source."
    )


def test_a_word_of_the_wrong_shape_is_answered_with_a_right_one(tmp_path: Path) -> None:
    path = write(tmp_path, BOARD.replace("date: 2026\n", "date: last year\n", 1).replace("[4]", "[four]"))

    assert faults(path) == [
        "own.yaml  line 8, SURREY: \"date\" cannot be the text 'last year'. Write such as 2026, 2026-09 or 2026-09-01.",
        "own.yaml  line 14, SURREY-1: \"ppn-06-20\" cannot be the text 'four'. Write such as 2.3.",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "own.yaml  the file is empty. Begin with such as `mechanisms:`."),
        ("- a\n", "own.yaml  line 1: this is a list, not a catalogue. Begin with such as `mechanisms:`."),
        ("a: [\n", "own.yaml  line 2: not YAML"),
        (
            "version: 2\n",
            'own.yaml  line 1: "version" must be at most 1, not 2. Correct the figure.',
        ),
    ],
)
def test_a_file_that_is_no_catalogue_is_told(tmp_path: Path, text: str, fault: str) -> None:
    (told,) = faults(write(tmp_path, text))

    assert told.startswith(fault)


def test_faults_of_several_files_are_told_together(tmp_path: Path) -> None:
    first, absent = write(tmp_path, "measures: [{id: J09, title: A, unit: b}]\n"), tmp_path / "absent.yaml"

    told = faults(absent, first)

    assert [fault.split(":")[0] for fault in told] == [
        "absent.yaml  cannot be read (No such file or directory). Check its name and place.",
        "own.yaml  line 1",
    ]
