"""`generate`: from a definition to a pack, or to what was not yet possible before (contract, sections 1 to 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sv_excel.documents.award import TEMPLATES as WORD_TEMPLATES
from sv_excel.errors.tender import DefinitionError, OtherTenderError, PublishedPartChangedError
from sv_excel.loading.catalogues import load_catalogue
from sv_excel.loading.definitions import check_definition, load_tender
from sv_excel.loading.resources import looks_folder, templates_folder
from sv_excel.pack.decisions import load_decisions
from sv_excel.pack.locking import locked
from sv_excel.pack.log import entry
from sv_excel.pack.paths import Pack
from sv_excel.pack.register import Register, records
from sv_excel.pack.run_context import Occasion
from sv_excel.pack.writing import Written, kept_name, write_files
from sv_excel.steps.intake.procurement import Procurement, kept_catalogue
from sv_excel.steps.issuing.commitments_view import offers_to_read
from sv_excel.steps.issuing.workbooks import issue_planned, plans
from sv_excel.steps.parallel import ALONE
from sv_excel.tender.canonical import digest
from sv_excel.tender.definition.published_part import fingerprint, published_part
from sv_excel.version import version
from sv_excel.xlsx.write.template_styles import read_look

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sv_excel.findings.finding import Report
    from sv_excel.steps.parallel import Workforce
    from sv_excel.tender.catalogue.catalogue import Catalogue
    from sv_excel.tender.definition.tender import Tender

TEMPLATES = ("look.xlsx", "guidance.xlsx")


@dataclass(frozen=True, slots=True)
class Generated:
    """What came of it: the pack, what was written (nothing that was there already), and warnings on the definition."""

    pack: Pack
    written: tuple[Written, ...]
    report: Report


def generate(
    definition: Path,
    folder: Path | None = None,
    *,
    catalogue: Sequence[Path] = (),
    templates: Path | None = None,
    occasion: Occasion | None = None,
    force: bool = False,
    workforce: Workforce = ALONE,
) -> Generated:
    """Make the pack of a definition in ``folder`` (default: its own, or one named after the tender beside it).

    Raises:
        DefinitionError: the definition has errors; nothing is written.
        PublishedPartChangedError: the pack was issued with another published part.
        WouldReplaceError: workbooks would change that were issued already, and ``force`` is not given.
    """
    occasion = occasion or Occasion.given()
    known = load_catalogue(catalogue)
    tender, report = check_definition(definition, known, advised=True)
    if tender is None:
        raise DefinitionError([finding for finding in report if finding.severity == "error"])
    pack = Pack(folder or _beside(definition, tender))
    content = definition.read_bytes()
    with locked(pack):
        published = fingerprint(tender, known.measures)
        register = _register(pack, tender, known, published)
        own = _templates(pack, templates)
        look = read_look(looks_folder(templates or pack.templates))
        decisions = load_decisions(pack.decisions)
        planned = tuple(plans(pack, tender, decisions, known, look.furniture))
        made = issue_planned(planned, pack, register, look, occasion, workforce=workforce)
        seen = offers_to_read(Procurement(pack, made.register, tender, decisions, known), occasion)
        kept = known.model_dump_json(by_alias=True, exclude_defaults=True).encode()
        inputs = {pack.name(pack.tender): digest(content), pack.name(pack.catalogue): digest(kept)}
        inputs |= {pack.name(path): digest(data) for path, data in own.items()}
        outputs = {pack.name(path): digest(data) for path, data in (made.files | seen.files).items()}
        register = seen.register.model_copy(update={"inputs": seen.register.inputs | inputs})
        written = write_files(
            _earlier(pack.tender, content, occasion) | own | made.files,
            occasion,
            force=force,
            records={
                **seen.files,
                pack.tender: content,
                pack.catalogue: kept,
                **records(pack, register, entry(occasion, "generate", inputs, outputs)),
            },
        )
        pack.make()
    return Generated(pack, (*written, *(Written(path) for path in seen.files)), report)


def _beside(definition: Path, tender: Tender) -> Path:
    """Where a pack is made if nobody says: the pack that the definition lies in already, or a folder beside it."""
    home = definition.resolve().parent
    return definition.parent if Pack(home).register.is_file() else definition.parent / tender.id


def _register(pack: Pack, tender: Tender, catalogue: Catalogue, published: str) -> Register:
    """The pack's register, or a new one; refuses a definition that is not the one of the pack."""
    if not pack.register.is_file():
        return Register(tool=f"sv-excel {version()}", tender=tender.id, published=published)
    register = Register.load(pack)
    if register.tender != tender.id:
        raise OtherTenderError(pack.folder, register.tender, tender.id)
    if register.published != published:
        raise PublishedPartChangedError(pack.folder, changed_parts(pack, tender, catalogue))
    return register


def changed_parts(pack: Pack, tender: Tender, catalogue: Catalogue) -> tuple[str, ...]:
    """Which parts of what was published differ from the definition in the pack, by the keys of the definition."""
    before_catalogue = kept_catalogue(pack)
    try:
        held = load_tender(pack.tender, before_catalogue)
    except DefinitionError:
        return (pack.tender.name,)
    before = published_part(held, before_catalogue.measures)
    after = published_part(tender, catalogue.measures)
    names = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    return tuple(names) or (pack.tender.name,)


def _templates(pack: Pack, templates: Path | None) -> dict[Path, bytes]:
    """The buyer's own templates, to be kept in the pack; `read_look` says what is wrong with them.

    Of the Word templates those that are not the ones that come with the program.
    """
    if templates is None:
        return {}
    here = {name: templates / name for name in WORD_TEMPLATES if (templates / name).is_file()}
    held = {name: path.read_bytes() for name, path in here.items()}
    words = {name: word for name, word in held.items() if word != (templates_folder() / name).read_bytes()}
    if held and not any((templates / name).is_file() for name in TEMPLATES):
        return {pack.templates / name: word for name, word in words.items()}
    read_look(templates)
    return {pack.templates / name: (templates / name).read_bytes() for name in (*TEMPLATES, *words)}


def _earlier(path: Path, content: bytes, occasion: Occasion) -> dict[Path, bytes]:
    """The definition that a completed one takes the place of, kept beside it under its date."""
    before = path.read_bytes() if path.is_file() else content
    return {} if before == content else {kept_name(path, occasion): before}
