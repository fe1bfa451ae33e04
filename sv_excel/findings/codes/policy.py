"""What law and policy ask that a definition doesn't show: warnings only."""

from __future__ import annotations

from sv_excel.findings.codes.code import group, warning

GROUPS = (
    group(
        "Law and policy",
        warning("icb-ended", "An integrated care board did not exist on the day the procurement commenced."),
        warning("model-too-early", "The social value model did not apply yet on the day the procurement commenced."),
        warning("model-not-binding", "Another social value model binds this buyer."),
        warning("themes-too-many", "The mechanisms need more than two themes of the model."),
        warning("climate-missing", "Climate is neither a social value theme nor a core requirement."),
        warning("carbon-unknown", "The annual value is missing, so the carbon gate can't be determined."),
        warning("carbon-gate", "The carbon gate is not the one that the annual value asks for."),
        warning("modern-slavery-missing", "No assessment of modern slavery risk is recorded."),
        warning("modern-slavery-late", "The risk of modern slavery was assessed after the procurement commenced."),
        warning("kpi-missing", "No KPI on social value is named."),
        warning("kpis-too-few", "A contract of this value needs three KPIs or more."),
        warning("award-notice-early", "The award notice is dated before the deadline or the start."),
    ),
)
