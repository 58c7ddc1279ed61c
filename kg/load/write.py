"""`kg.model` values to a curated YAML file: the reader's mirror, for converters and for moving a drama elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from kg.model import (
    Alias,
    Casting,
    Character,
    Cited,
    Drama,
    Event,
    Name,
    Person,
    ProductionFact,
    Relationship,
    Remark,
    Source,
    StoryTime,
    Text,
)

__all__ = ["drama_to_yaml", "people_to_yaml", "sources_to_yaml"]

Plain = dict[str, Any]


class _Dumper(yaml.SafeDumper):
    """Blocks for the outer levels, one line for the innermost facts, as curators write them."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  (PyYAML's own signature)
        return True


class _Line(dict[str, Any]):
    """A mapping to be written on one line."""


def _represent_line(dumper: _Dumper, line: _Line) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", line.items(), flow_style=True)


_Dumper.add_representer(_Line, _represent_line)


def _dump(document: Plain) -> str:
    # The reader takes every scalar for text, so nothing depends on how a value would be typed by YAML.
    return yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)


def drama_to_yaml(drama: Drama) -> str:
    """Return a drama as the text of its file; reading that gives an equal drama."""
    return _dump(
        _present(
            drama=str(drama.slug),
            coverage=str(drama.coverage),
            names=_names(drama.names),
            beats={str(b.slug): _Line(_present(**_text(b.label), episode=b.episode)) for b in drama.beats},
            production=[_production(fact) for fact in drama.production],
            groups={
                str(g.slug): _present(names=_names(g.names), kind=str(g.kind), told=_plain(g.told))
                for g in drama.groups
            },
            characters={str(c.slug): _character(c) for c in drama.characters},
            cast=[_casting(casting) for casting in drama.cast],
            aliases={str(a.slug): _alias(a) for a in drama.aliases},
            present=_plain(drama.present),
            events={str(e.slug): _event(e) for e in drama.events},
            relationships={str(r.slug): _relationship(r) for r in drama.relationships},
            themes=[_Line(_present(theme=str(t.theme), **_told(t.told, t.cited))) for t in drama.themes],
            open=_remarks(drama.open),
        )
    )


def people_to_yaml(people: Iterable[Person]) -> str:
    """Return people as the text of ``people.yaml``."""
    return _dump({"people": {str(person.slug): _person(person) for person in people}})


def sources_to_yaml(sources: Iterable[Source]) -> str:
    """Return sources as the text of ``sources.yaml``."""
    return _dump({"sources": {str(source.slug): _source(source) for source in sources}})


def _plain(value: str | None) -> str | None:
    """Return a string without what the reader remembers of it."""
    return None if value is None else str(value)


def _present(**fields: Any) -> Plain:
    """Return the fields that say something."""
    return {key: value for key, value in fields.items() if value is not None and value not in ((), [], {})}


def _text(text: Text | None) -> Plain:
    return {} if text is None else _present(en=_plain(text.en), ko=_plain(text.ko))


def _from(cited: Cited) -> Plain:
    """Return citations under their key, which is a Python keyword."""
    return {"from": [f"{citation.source} @ {citation.place}" for citation in cited]} if cited else {}


def _told(told: str | None, cited: Cited) -> Plain:
    return {**_present(told=_plain(told)), **_from(cited)}


def _names(names: Iterable[Name]) -> list[Plain]:
    return [_Line({str(name.language): str(name.text), **_told(name.told, name.cited)}) for name in names]


def _remark(remark: Remark) -> Plain:
    return _Line({**_text(remark.text), **_told(remark.told, remark.cited)})


def _remarks(remarks: Iterable[Remark]) -> list[Plain]:
    return [_remark(remark) for remark in remarks]


def _casting(casting: Casting) -> Plain:
    fields = _present(person=str(casting.person), billing=_plain(casting.billing))
    return _Line({**fields, **_told(casting.told, casting.cited)})


def _production(fact: ProductionFact) -> Plain:
    value = _Line(_text(fact.value)) if isinstance(fact.value, Text) else fact.value
    plain = str(value) if isinstance(value, str) else value
    return _Line({str(fact.key): plain, **_told(fact.told, fact.cited)})


def _character(character: Character) -> Plain:
    return _present(
        names=_names(character.names),
        described_as=_remark(character.described_as) if character.described_as else None,
        told=_plain(character.told),
        occupation=_remarks(character.occupation),
        played_by=[_casting(casting) for casting in character.played_by],
        groups=[_Line({"group": str(m.group), **_told(m.told, m.cited)}) for m in character.groups],
        notes=_remarks(character.notes),
    )


def _alias(alias: Alias) -> Plain:
    cited = _from(alias.denotes_cited).get("from") if alias.denotes_cited != alias.names[0].cited else None
    return _present(
        names=_names(alias.names),
        told=_plain(alias.told),
        denotes=str(alias.denotes),
        denotes_told=_plain(alias.denotes_told),
        denotes_from=cited,
    )


def _when(when: StoryTime | None) -> str | None:
    if when is None or when.years is None:
        return when.side if when else None
    unit = "year" if when.years == 1 else "years"
    return f"{'about ' if when.about else ''}{when.years} {unit} {when.side}"


def _slugs(slugs: Iterable[str]) -> list[str]:
    return [str(slug) for slug in slugs]


def _event(event: Event) -> Plain:
    fields = _present(
        kind=str(event.kind) if event.kind != "Event" else None,
        what=_Line(_text(event.what)),
        when=_when(event.when),
        also=[_Line({"when": _when(second.when), **_from(second.cited)}) for second in event.also],
        after=_slugs(event.after),
        leads_to=_slugs(event.leads_to),
        who=_slugs(event.who),
        by=_slugs(event.by),
        to=_slugs(event.to),
        why=_Line(_text(event.why)),
        outcome=_Line(_text(event.outcome)),
        disagrees_with=_slugs(event.disagrees_with),
    )
    return {**fields, **_told(event.told, event.cited)}


def _relationship(phase: Relationship) -> Plain:
    roles: Mapping[str, list[str]] = {str(role): _slugs(slugs) for role, slugs in phase.roles}
    fields = _present(
        type=str(phase.type),
        **roles,
        starts=_plain(phase.starts),
        ends=_plain(phase.ends),
        concealed_from=_slugs(phase.concealed_from),
        known_at=_plain(phase.known_at),
        certainty=_plain(phase.certainty),
        why=_Line(_text(phase.why)),
        note=_Line(_text(phase.note)),
        disagrees_with=_slugs(phase.disagrees_with),
    )
    return {**fields, **_told(phase.told, phase.cited)}


def _person(person: Person) -> Plain:
    return _present(
        names=_names(person.names),
        occupation=_remarks(person.occupation),
        identifiers=[
            _Line({**_present(id=str(i.id), certainty=_plain(i.certainty)), **_from(i.cited)})
            for i in person.identifiers
        ],
        different_from=_slugs(person.different_from),
        notes=_remarks(person.notes),
    )


def _source(source: Source) -> Plain:
    judgements = {
        str(j.slug): _Line(
            {"aspect": str(j.aspect), "stance": str(j.stance), "of": str(j.of), **_text(j.text), "at": str(j.place)}
        )
        for j in source.judgements
    }
    return _present(
        kind=str(source.kind),
        title=_Line(_text(source.title)),
        publisher=_plain(source.publisher),
        author=_plain(source.author),
        address=_plain(source.address),
        address_told=f"{source.address_told.source} @ {source.address_told.place}" if source.address_told else None,
        language=_plain(source.language),
        reviews=_plain(source.reviews),
        verdict=_plain(source.verdict),
        grade=_plain(source.grade),
        judgements=judgements,
    )
