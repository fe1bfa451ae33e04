"""What can be wrong with what people enter: evaluators, the panel, the two price people, tenderers."""

from __future__ import annotations

from sv_excel.findings.codes.code import either, error, group, warning

GROUPS = (
    group(
        "Any entry",
        error("entry-invalid", "An entry is not what its rule asks for, such as a date that isn't one."),
    ),
    group(
        "Evaluation",
        error("score-missing", "A score is missing."),
        error("score-off-scale", "A score is not on the scale."),
        error("rationale-missing", "The rationale for a score is missing or too short."),
        error("evidence-missing", "The place of the evidence in the bid is missing."),
        error("mechanism-missing", "No mechanism is chosen for a delivery plan."),
        error("mechanism-unknown", "The mechanism is not one of those listed."),
        error("declaration-missing", "A part of the declaration is missing: interests, name or date."),
        either(
            "conflict-declared",
            "An evaluator declares a conflict of interest. An error in a pack until it is decided on; a warning where "
            "the workbook is checked by itself.",
        ),
        warning("rationale-names-other-bid", "A rationale, the panel's reason or feedback names another bid."),
        warning("rationale-compares-bids", "A rationale compares bids with each other."),
        warning("rationale-mentions-price", "The rationale for a quality score mentions price."),
        warning(
            "rationale-repeated",
            "A rationale repeats the scale's wording or another rationale; or the panel's reason repeats another.",
        ),
    ),
    group(
        "Moderation",
        either(
            "consensus-missing",
            "An agreed score is missing. A warning while the panel has not begun to fill in its workbook.",
        ),
        error("consensus-off-scale", "An agreed score is not on the scale."),
        error("consensus-reason-missing", "The panel's reason is missing, too short, or only repeats the scale."),
        warning("consensus-outside-scores", "An agreed score is above or below all of the evaluators' own."),
        error("attendees-missing", "The list of who attended the panel's meeting is missing."),
        error("moderation-missing", "There is no moderation workbook yet."),
        error("moderation-partial", "The moderation workbook was made while something was still to put right."),
        warning("entry-not-carried", "An entry has no place in the new moderation workbook."),
    ),
    group(
        "Prices",
        error("price-missing", "A price, its second entry or the whole price workbook is missing."),
        error("price-invalid", "A price is not a number above 0."),
        error("price-check-differs", "The two entries of a price differ."),
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
            "The statement of how a quantity will be delivered is missing: a warning. An error where it is not a text.",
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
        warning("offer-implausible", "Commitments are implausibly high, so the tenderer should be asked about them."),
    ),
)
