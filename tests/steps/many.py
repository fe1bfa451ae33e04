"""A pack of which many evaluators returned their workbooks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import yaml

from benchmarks.job import Job
from sv_excel.pack.run_context import Occasion
from sv_excel.steps.generate import generate

if TYPE_CHECKING:
    from pathlib import Path

    from sv_excel.pack.paths import Pack

OCCASION = Occasion("Procurement lead", datetime(2026, 11, 22, 16, 42, tzinfo=UTC))
JOB = Job(questions=3, bids=2, evaluators=48)


def definition(folder: Path, job: Job = JOB) -> Path:
    """The tender as a person would have written it down."""
    path = folder / "tender.yaml"
    path.write_text(yaml.safe_dump(job.tender.model_dump(mode="json", exclude_defaults=True)), "utf-8")
    return path


def returned(folder: Path, job: Job = JOB) -> Pack:
    """Generated, and everybody's workbook back."""
    pack = generate(definition(folder, job), occasion=OCCASION).pack
    for person in job.tender.evaluators:
        (pack.returned / f"{person.id}.xlsx").write_bytes(job.returned(person))
    return pack
