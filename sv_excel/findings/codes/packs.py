"""What can be wrong with a pack and its files, and why a command is refused."""

from __future__ import annotations

from sv_excel.findings.codes.code import either, error, group, warning

GROUPS = (
    group(
        "The pack: what was issued, and what was made of it",
        error("published-part-changed", "The published part differs from what the workbooks were issued with."),
        error("file-changed", "A file is missing, or differs from what the register or the log says."),
        error("log-broken", "The log was changed, or lines of it are missing."),
        either(
            "workbook-differs",
            "An issued workbook, made again from the definition, differs. A warning where another version of sv-excel "
            "made it.",
        ),
        error("figure-differs", "A figure, worked out again from the inputs, differs."),
        warning("file-added", "A file is in the pack that no command made or read."),
        warning("document-edited", "A document was edited since it was made, as one may before it is sent."),
        warning("file-left-out", "A link is left out of the bundle."),
        either(
            "confidential-text",
            "A document for one tenderer would show what belongs to another, or to the panel. A warning where it may "
            "be no more than a common phrase.",
        ),
        warning("register-missing", "A pack has no register of commitments, so it is left out of the portfolio."),
        error("tender-twice", "Two packs of a portfolio are of the same tender."),
    ),
    group(
        "Commands",
        error("refused", "The command can't be carried out; the message says why."),
        error("wrong-use", "The command was used wrongly: see its `--help`."),
        error("template-unusable", "A Word template can't be used."),
        error("bid-list", "A list of bids from another system can't be read."),
    ),
)
