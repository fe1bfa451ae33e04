"""Why a file is not read, and which returned file is whose."""

from __future__ import annotations

from sv_excel.findings.codes.code import either, error, group, warning

GROUPS = (
    group(
        "Files that are not read",
        error("unreadable", "The file is damaged, or is not an Excel workbook (.xlsx)."),
        error("encrypted", "The file is locked with a password."),
        error("macros", "The file holds macros or other code."),
        error("external-link", "The file takes data from other files or from the web."),
        error("too-large", "The file is larger than any returned workbook could be."),
    ),
    group(
        "Which workbook it is",
        error("not-ours", "The workbook was not issued for this purpose, or its hidden card was taken out."),
        error("wrong-tender", "The workbook or the pack belongs to another tender."),
        error("wrong-version", "The workbook is an older version, or was changed so that its version is unknown."),
        error("duplicate-return", "There are two returned workbooks of the same person or bid."),
        either(
            "missing-return",
            "A workbook has not come back. An error where the step can't go on without it; else a warning.",
        ),
        error("tenderer-unknown", "A response doesn't name a tenderer of this tender."),
        warning("evaluator-replaced", "The workbook is of an evaluator who was replaced, so it is left out."),
        warning("bid-withdrawn", "The workbook is of a bid that was withdrawn, so it is left out."),
        warning("response-after-all", "A response came although a decision says that none is awaited."),
    ),
)
