"""`Register`: what was issued, to whom, with which seal, and the layouts that returned workbooks are held against.

Nothing is ever taken out of it: a workbook that is issued again stands in a new line and the old line stays, so that a
return made on the older one is known for what it is.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, ValidationError

from sv_excel.errors.files import NotAPackError, PackFileError
from sv_excel.pack.log import extended, read_log
from sv_excel.tender.canonical import canonical, digest
from sv_excel.tender.record import Id, Record, Text
from sv_excel.workbooks.sheet.issued import Issued
from sv_excel.workbooks.sheet.seal import seal_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sv_excel.pack.log import LogEntry
    from sv_excel.pack.paths import Pack
    from sv_excel.pack.run_context import Occasion
    from sv_excel.workbooks.sheet.seal import Kept

FORMAT = 1
"""The newest form of the register that is read here."""
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class IssuedFile(Record):
    """One workbook as it was issued. ``subject`` is the evaluator's or the bid's id, None where it is for anyone."""

    model_config = ConfigDict(str_strip_whitespace=False)

    file: Text
    kind: Text
    subject: Id | None
    seal: Sha256
    sha256: Sha256
    at: Text
    slots: dict[str, str]


class Register(Record):
    """The register of a pack. ``published`` is the fingerprint of the published part of the definition.

    ``inputs`` are the files that the workbooks were made from (definition, catalogue, templates), each with its
    SHA-256; ``layouts`` are the layouts as data, by seal.
    """

    model_config = ConfigDict(str_strip_whitespace=False)

    format: Literal[1] = 1
    tool: Text
    tender: Id
    published: Text
    inputs: dict[str, Sha256] = Field(default_factory=dict)
    files: tuple[IssuedFile, ...] = ()
    layouts: dict[Sha256, dict[str, Any]] = Field(default_factory=dict)

    def issue(
        self,
        file: str,
        content: bytes,
        layout: Kept,
        *,
        subject: str | None,
        slots: Mapping[str, str],
        occasion: Occasion,
    ) -> Register:
        """The register with one more workbook and its layout as data. The same again adds nothing."""
        line = IssuedFile(
            file=file,
            kind=layout.data["kind"],
            subject=subject,
            seal=layout.seal,
            sha256=digest(content),
            at=occasion.stamp,
            slots=dict(slots),
        )
        known = self.latest.get(file)
        if known is not None and known == line.model_copy(update={"at": known.at}):
            return self
        return self.model_copy(
            update={"files": (*self.files, line), "layouts": {**self.layouts, layout.seal: layout.data}}
        )

    @property
    def latest(self) -> dict[str, IssuedFile]:
        """Each file's last line, by its name in the pack."""
        return {line.file: line for line in self.files}

    def versions(self, kind: str, subject: str | None = None) -> tuple[IssuedFile, ...]:
        """Every workbook of this kind ever issued for this person or bid, the last one last."""
        return tuple(line for line in self.files if (line.kind, line.subject) == (kind, subject))

    def issued(self, line: IssuedFile) -> Issued:
        """What a return of this workbook is held against; each layout is taken apart once."""
        data = self.layouts[line.seal]
        known = self._taken_apart.get(line.seal)
        if known is not None:
            return known.filled(line.slots)
        return self._taken_apart.setdefault(line.seal, Issued.from_data(data, line.slots, line.seal))

    @cached_property
    def _taken_apart(self) -> dict[str, Issued]:
        return {}

    def content(self) -> bytes:
        """The register as its file holds it."""
        return canonical(self.model_dump(mode="json")) + b"\n"

    @classmethod
    def load(cls, pack: Pack) -> Self:
        """The register of a pack; `NotAPackError` where there is none, `PackFileError` where it cannot be relied on."""
        try:
            content = pack.register.read_bytes()
        except FileNotFoundError as error:
            raise NotAPackError(pack.folder) from error
        except OSError as error:
            raise PackFileError(pack.register, f"cannot be read ({error.strerror})") from error
        return cls.parse(content, pack)

    @classmethod
    def parse(cls, content: bytes, pack: Pack) -> Self:
        """``content`` as the register of ``pack``, each layout held against its seal; raises `PackFileError`."""
        try:
            register = cls.model_validate_json(content)
        except ValidationError as error:
            if _is_later(content, pack):
                raise PackFileError(
                    pack.register, "was written by a later version of sv-excel", "Use that version."
                ) from error
            fault = error.errors()[0]
            place = ".".join(str(part) for part in fault["loc"])
            raise PackFileError(pack.register, f"is not a whole register ({place}: {fault['msg']})") from error
        for seal, layout in register.layouts.items():
            if _seal(layout) != seal:
                raise PackFileError(pack.register, f"the layout {seal[:12]} was changed after it was issued")
        for line in register.files:
            if line.seal not in register.layouts:
                raise PackFileError(pack.register, f"the layout of {line.file} is missing")
        return register


def _is_later(content: bytes, pack: Pack) -> bool:
    """Whether a register that is not understood has a form that is newer than this."""
    try:
        return bool(json.loads(content).get("format", FORMAT) > FORMAT)
    except (ValueError, AttributeError, TypeError, RecursionError) as error:
        raise PackFileError(pack.register, "is not a register") from error


def _seal(layout: dict[str, Any]) -> str | None:
    """The seal of a kept layout, None where it has lost its form."""
    try:
        return seal_of(layout)
    except (KeyError, TypeError, AttributeError, ValueError):
        return None


def records(pack: Pack, register: Register, line: LogEntry) -> dict[Path, bytes]:
    """The tool's own record of a run: the register, and the log with a line that names the register's SHA-256, too.

    So a byte changed in the register is found, and so are lines that are cut off the end of the log.
    """
    content = register.content()
    whole = replace(line, outputs={**line.outputs, pack.name(pack.register): digest(content)})
    return {pack.register: content, pack.log: extended(read_log(pack), whole)}
