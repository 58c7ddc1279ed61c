"""Profiles: what the columns of a layout mean, read from YAML files, shipped ones and one's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import DataError, LoadError, Problem, Where, did_you_mean
from kg.load.shapes import Entry, Mark, Reader
from kg.load.tables.layout import profile_file
from kg.load.yamltree import display_path, read_tree
from kg.model import Source, Text

__all__ = ["Profile", "columns_of", "find_profile", "read_profile", "shipped_profiles"]

_SHIPPED = Path(__file__).resolve().parent / "profiles"


@dataclass(frozen=True)
class Profile:
    """What the columns of a table mean; ``fields`` is the file as its layout read it."""

    name: str
    about: Text
    file: str
    fields: Entry
    source: Source | None = None

    @property
    def columns(self) -> dict[str, Mark]:
        """Every column that the profile names, with the line that does."""
        return {str(column): column for column in columns_of(self.fields)}

    def with_conditions(self, conditions: Mapping[str, Sequence[str]]) -> Profile:
        """Return the profile with more conditions on rows; one on the same column takes the place of the profile's."""
        if not conditions:
            return self
        where = Where("--only", 0)
        only = Entry(where)
        only.update(self.fields.get("only", {}))
        for column, words in conditions.items():
            only.pop(column, None)
            only[Mark.at(column, where)] = list(words)
        fields = Entry(self.fields.where)
        fields.update(self.fields)
        fields["only"] = only
        return replace(self, fields=fields)

    @property
    def optional(self) -> frozenset[str]:
        """The columns that a table may lack."""
        return frozenset(map(str, self.fields.get("optional", ())))


def columns_of(fields: Mapping[str, object]) -> Iterator[Mark]:
    """Yield every column that a part of a profile names."""
    for key, value in fields.items():
        if key == "column" and isinstance(value, Mark):
            yield value
        elif key == "only" and isinstance(value, Entry):
            yield from (name for name in value if isinstance(name, Mark))
        elif key not in ("words", "file", "source") and isinstance(value, Entry):
            yield from columns_of(value)


def shipped_profiles() -> dict[str, Profile]:
    """Return the profiles that come with the package, by name.

    >>> "plain" in shipped_profiles()
    True
    """
    return {path.stem: read_profile(path) for path in sorted(_SHIPPED.glob("*.yaml"))}


def find_profile(name: str) -> Profile:
    """Return a shipped profile by its name, or one's own by the path of its file.

    Raises `LoadError` where there is none of that name, `DataError` with every problem of its file.
    """
    path = Path(name)
    if path.suffix in (".yaml", ".yml") or path.parent != Path():
        if not path.is_file():
            raise LoadError(f"there is no profile {name}: no such file")
        return read_profile(path)
    shipped = _SHIPPED / f"{name}.yaml"
    known = sorted(found.stem for found in _SHIPPED.glob("*.yaml"))
    if name not in known:
        hint = did_you_mean(name, known) or "kg load --list"
        raise LoadError(f"no profile is called '{name[:60]}'; {hint} (one's own is named by its file: ./my.yaml)")
    return read_profile(shipped)


def read_profile(path: Path) -> Profile:
    """Read a profile.

    Raises `DataError` with every problem, each with its line and the nearest right name.
    """
    problems: list[Problem] = []
    tree = read_tree(path, problems)
    file = display_path(path)
    fields = profile_file().read(tree, Reader(file, problems)) if tree is not None else None
    if fields is not None and not problems:
        problems.extend(_problems(fields))
    if problems or fields is None:
        raise DataError(problems)
    about = Text(fields["about"]["en"], fields["about"]["ko"])
    return Profile(str(fields["profile"]), about, file, fields, _source(fields.get("source")))


def _source(entry: Entry | None) -> Source | None:
    if entry is None:
        return None
    title = Text(str(entry["title"]["en"]), str(entry["title"]["ko"]))
    publisher, address, language = (
        str(entry[key]) if key in entry else None for key in ("publisher", "address", "language")
    )
    return Source(
        str(entry["slug"]), str(entry["kind"]), title, publisher=publisher, address=address, language=language
    )


def _problems(fields: Entry) -> Iterator[Problem]:
    """Find what is right by itself and wrong together."""
    for part in ("character", "credit"):
        if part in fields and "person" not in fields:
            hint = "say which columns hold the person's id and name"
            yield Problem(fields[part].where, f"there is a {part} and no person", hint)
    optional = fields.get("optional", ())
    known = {str(column) for column in columns_of(fields)} | {"line", "reason"}
    for column in optional:
        if column not in known:
            hint = did_you_mean(column, sorted(known))
            yield Problem(column.where, f"no field comes from the optional column '{column}'", hint)
    for part in ("drama", "person"):
        name = fields.get(part, {}).get("id", {}).get("column")
        if name in optional:
            yield Problem(name.where, f"the id of a {part} cannot be optional", "a thing is called after its id")
