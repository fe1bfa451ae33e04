from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sv_excel.tender.scoring.ranking import first_place_tie, rank, shown_alike

TOTALS = st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 12).map(lambda n: Fraction(n, 7)))


def figures(**totals: str) -> dict[str, Fraction]:
    return {bid: Fraction(total) for bid, total in totals.items()}


def test_t17_false_tie_is_ranked_and_told() -> None:
    totals = figures(A="80.996", B="81.004", C="70")

    assert rank(totals) == {"B": 1, "A": 2, "C": 3}
    assert shown_alike(totals) == (("B", "A"),)


def test_true_tie_is_not_told_as_a_false_one() -> None:
    assert shown_alike(figures(A="81", B="81")) == ()


def test_t26_exact_tie_takes_the_published_steps_in_turn() -> None:
    totals = figures(A="81", B="81", C="81")
    social_value, quality = figures(A="8", B="8", C="7"), figures(A="50", B="51", C="60")

    assert rank(totals, tie_break=[social_value, quality]) == {"B": 1, "A": 2, "C": 3}


def test_t26_tie_that_no_step_breaks_stays() -> None:
    totals = figures(B="81", A="81", C="70")

    ranks = rank(totals, tie_break=[figures(A="8", B="8", C="9")])

    assert ranks == {"A": 1, "B": 1, "C": 3}
    assert first_place_tie(ranks) == ("B", "A")


def test_tie_below_the_first_place_is_no_tie_for_it() -> None:
    ranks = rank(figures(A="81", B="70", C="70", D="60"))

    assert ranks == {"A": 1, "B": 2, "C": 2, "D": 4}
    assert first_place_tie(ranks) is None


def test_lowest_index_ranks_first_where_lower_is_better() -> None:
    assert rank(figures(A="7500", B="6666.67"), lower_is_better=True) == {"B": 1, "A": 2}


def test_no_bids_have_no_ranks() -> None:
    assert rank({}) == {}
    assert first_place_tie({}) is None


@given(TOTALS, st.randoms(use_true_random=False))
def test_rank_ignores_the_order_of_input(totals: dict[str, Fraction], shuffle: st.randoms) -> None:  # type: ignore[valid-type]
    bids = list(totals)
    shuffle.shuffle(bids)  # type: ignore[attr-defined]

    assert rank({bid: totals[bid] for bid in bids}) == rank(totals)


@given(TOTALS)
def test_rank_is_one_more_than_the_number_of_better_bids(totals: dict[str, Fraction]) -> None:
    assert rank(totals) == {bid: 1 + sum(other > total for other in totals.values()) for bid, total in totals.items()}
