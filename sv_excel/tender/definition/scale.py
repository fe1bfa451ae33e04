"""The scores available: each with its label and the words that say when it is deserved."""

from __future__ import annotations

from decimal import Decimal

from sv_excel.tender.record import Number, Record, Text, Title


class ScaleLevel(Record):
    """One score that may be given, in scale points, with its worded band."""

    score: Number
    label: Title
    descriptor: Text

    @property
    def band(self) -> str:
        """The worded band as one line: ``Good: answers every part ...``."""
        return f"{self.label}: {self.descriptor}"


def _scale(*levels: tuple[int, str, str]) -> tuple[ScaleLevel, ...]:
    return tuple(ScaleLevel(score=Decimal(score), label=label, descriptor=words) for score, label, words in levels)


BUILT_IN: dict[str, tuple[ScaleLevel, ...]] = {
    "nhs-0-4": _scale(
        (0, "Unacceptable", "No answer, or nothing in it that meets the requirement."),
        (1, "Poor", "Meets part of the requirement; the gaps are serious or there is little evidence."),
        (2, "Acceptable", "Meets the requirement in most ways; the gaps are small and there is some evidence."),
        (3, "Good", "Meets the requirement in full, with relevant evidence."),
        (4, "Excellent", "Meets the requirement in full, adds benefits that matter here, with strong evidence."),
    ),
    "standard-0-5": _scale(
        (0, "No answer", "Nothing that can be assessed."),
        (1, "Very poor", "Touches the question only; nearly all that was asked for is missing."),
        (2, "Poor", "Answers part of the question; important matters are missing or without evidence."),
        (3, "Satisfactory", "Answers the question; some matters lack detail or evidence."),
        (4, "Good", "Answers every part of the question in detail, with relevant evidence."),
        (5, "Excellent", "Answers every part in detail, with strong evidence and benefits that matter here."),
    ),
    "ten-point": _scale(
        (0, "No answer", "Nothing that can be assessed."),
        (1, "Very poor (low)", "Touches the question only; nearly all that was asked for is missing."),
        (2, "Very poor (high)", "Touches the question; a little of what was asked for is there."),
        (3, "Poor (low)", "Answers a smaller part of the question; important matters are missing."),
        (4, "Poor (high)", "Answers part of the question; some important matters lack evidence."),
        (5, "Satisfactory (low)", "Answers the question in the main; several matters lack detail."),
        (6, "Satisfactory (high)", "Answers the question; a few matters lack detail or evidence."),
        (7, "Good (low)", "Answers every part of the question, with evidence for most."),
        (8, "Good (high)", "Answers every part of the question in detail, with relevant evidence."),
        (9, "Excellent (low)", "Answers every part in detail, with strong evidence and some added benefit."),
        (10, "Excellent (high)", "Answers every part in detail, with strong evidence and benefits that matter here."),
    ),
}
