"""What can be wrong with what people enter: evaluators, the panel, the two price people, tenderers."""

from __future__ import annotations

from sv_excel.findings.codes.code import either, error, group, warning

GROUPS = (
    group(
        "Any entry",
        error("entry-invalid", "An entry is not what its rule asks for, such as a date that is no date."),
    ),
    group(
        "Evaluation",
        error("score-missing", "A score is missing."),
        error("score-off-scale", "A score is not on the scale."),
        error("rationale-missing", "The reason for a score is missing or too short."),
        error("evidence-missing", "Nothing says where in the bid the evidence is."),
        error("mechanism-missing", "No mechanism is chosen for a delivery plan."),
        error("mechanism-unknown", "The mechanism is not one of those listed."),
        error("declaration-missing", "A part of the declaration is missing: interests, name or date."),
        either(
            "conflict-declared",
            "An evaluator declares a conflict of interest. An error in a pack until it is decided on; a warning where "
            "the workbook is checked by itself.",
        ),
        warning("rationale-names-other-bid", "A reason or feedback names another bid."),
        warning("rationale-compares-bids", "A reason compares bids with each other."),
        warning("rationale-mentions-price", "The reason for a quality score mentions price."),
        warning("rationale-repeated", "A reason repeats the scale's wording, or another reason."),
    ),
    group(
        "Moderation",
        either(
            "consensus-missing",
            "The panel's score is missing. A warning while the panel has not begun to fill in its workbook.",
        ),
        error("consensus-off-scale", "The panel's score is not on the scale."),
        error("consensus-reason-missing", "The panel's reason is missing, too short, or only repeats the scale."),
        warning("consensus-outside-scores", "The panel's score is outside the evaluators' own scores."),
        error("attendees-missing", "Nothing says who attended the panel's meeting."),
        error("moderation-missing", "There is no moderation workbook yet."),
        error("moderation-partial", "The moderation workbook was made while something was still to put right."),
        warning("entry-not-carried", "An entry has no place in the new moderation workbook."),
    ),
    group(
        "Prices",
        error("price-missing", "A price, its second entry or the whole price workbook is missing."),
        error("price-invalid", "A price is not a number above 0."),
        error("price-check-differs", "The two people who enter a price differ."),
    ),
    group(
        "Responses and commitments",
        either(
            "quantity-invalid",
            "A quantity or attribution is not a number in its range. A warning where the quantity is missing beside "
            "other entries.",
        ),
        either(
            "statement-missing",
            "Nothing says how a quantity will be delivered: a warning. An error where what is entered is not a text.",
        ),
        warning("commitments-missing", "A response promises no quantity at all."),
        warning("delivery-plan-missing", "A part of the delivery plan is blank."),
        warning("word-limit-exceeded", "An answer is longer than its word limit."),
        warning(
            "persons-twice", "The same number is promised under two measures of which a person counts in one only."
        ),
        either(
            "half-missing",
            "Commitments or the delivery plan are missing, and the tender disregards the other half. An error where "
            "the panel scored it all the same.",
        ),
        warning("offer-implausible", "An offer is implausibly high, so the tenderer should be asked about it."),
    ),
)
