"""A load from Wikidata, from the selection to the file: some dramas at a time, so that memory does not grow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Quad

from kg.errors import LoadError
from kg.load.loaded import Load, new_load
from kg.load.quads import drama_statements, source_statements
from kg.load.quads.iris import character_iri
from kg.load.quads.people import PersonWriter
from kg.load.quads.telling import TellingWriter
from kg.load.quads.writer import Statements, identifier_facts
from kg.load.wikidata.ask import Asker
from kg.load.wikidata.client import Endpoint
from kg.load.wikidata.convert import WIKIDATA, slug_of, to_drama, to_person
from kg.load.wikidata.find import Selection, find_dramas
from kg.load.wikidata.gather import Found, gather
from kg.load.wikidata.kept import Kept
from kg.load.wikidata.terms import by_number
from kg.load.wikidata.wording import SOURCE
from kg.model import Citation, Drama
from kg.ontology import Ontology, load_ontology
from kg.paths import loads_dir

__all__ = ["Report", "load_wikidata"]

_DRAMAS_AT_ONCE = 50
_GOES_ON = "; what was fetched is kept for a day: run the same command again to go on from there"


@dataclass
class Report:
    """What a load took in, what it cost, and what it left out and why."""

    path: Path
    dramas: int = 0
    people: int = 0
    characters: int = 0
    relationships: int = 0
    statements: int = 0
    requests: int = 0
    reused: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


def load_wikidata(
    selection: Selection,
    data: Path,
    name: str,
    endpoint: Endpoint,
    *,
    ontology: Ontology | None = None,
    step: Callable[[int, int], None] = lambda _done, _total: None,
) -> Report:
    """Load dramas into ``loaded/{name}.nq`` of a data folder, in place of the load of that name before.

    ``step`` is told how many dramas are done, of how many. Answers are kept in ``loaded/.wikidata-{name}/`` until the
    load is done; one that died goes on from there. Raises `LoadError`, and then the load before stays.
    """
    with new_load(data, name) as load:
        kept = Kept(loads_dir(data) / f".wikidata-{name}", endpoint.address)
        asker = Asker(endpoint, kept)
        run = _Run(load, asker, ontology or load_ontology(), Report(loads_dir(data) / f"{name}.nq"))
        try:
            dramas = find_dramas(selection, asker)
            run.all(dramas, step)
        except LoadError as error:
            raise LoadError(f"{error}{_GOES_ON if kept.any else ''}") from error
    kept.clear()
    run.report.requests, run.report.reused = endpoint.requests, asker.reused
    return run.report


class _Run:
    """The batches of one load."""

    def __init__(self, load: Load, asker: Asker, ontology: Ontology, report: Report) -> None:
        self.report = report
        self._load = load
        self._asker = asker
        self._ontology = ontology
        self._known: set[str] = set()  # the people that are written
        # One writer for all people, since it describes their graph once.
        self._people = Statements()
        self._person_writer = PersonWriter(self._people)

    def all(self, dramas: Sequence[str], step: Callable[[int, int], None]) -> None:
        """Load every drama."""
        step(0, len(dramas))
        self._add(source_statements([WIKIDATA], ()).quads)
        loaded = frozenset(dramas)
        for start in range(0, len(dramas), _DRAMAS_AT_ONCE):
            batch = dramas[start : start + _DRAMAS_AT_ONCE]
            found = gather(batch, self._asker, self._known, self.report.left_out)
            for item in batch:
                self._drama(item, to_drama(item, found, loaded, self.report.left_out), found)
            self._new_people(found)
            step(start + len(batch), len(dramas))
        self.report.dramas = len(dramas)

    def _drama(self, item: str, drama: Drama, found: Found) -> None:
        statements = drama_statements(drama, self._ontology)
        identifiers = _Identifiers(statements, drama)
        for character in found.characters_of(item):
            if not found.is_real(character):
                identifiers.of_character(character)
        self._add(statements.quads)
        self.report.characters += len(drama.characters)
        self.report.relationships += len(drama.relationships)

    def _new_people(self, found: Found) -> None:
        everybody = {person for item in found.dramas for person in found.people_of(item)}
        fresh = sorted(everybody - self._known, key=by_number)
        for person in fresh:
            self._person_writer.write(to_person(person, found))
        self._known.update(fresh)
        self._add(self._people.quads)
        self._people.quads.clear()
        self.report.people += len(fresh)

    def _add(self, quads: list[Quad]) -> None:
        # A thing that is named twice is typed twice: once is enough.
        once = dict.fromkeys(quads)
        self._load.add(once)
        self.report.statements += len(once)


class _Identifiers(TellingWriter):
    """Says which item a character is, beside the drama's other statements."""

    def of_character(self, item: str) -> None:
        """Add the identifier of one character."""
        node = character_iri(self.drama.slug, slug_of(item))
        self._say(node, 1, (Citation(SOURCE, f"{item} item"),), *identifier_facts(slug_of(item), person=True))
