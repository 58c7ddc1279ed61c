"""The shapes that a file may have: one declaration checks a YAML tree and describes itself as JSON Schema."""

from __future__ import annotations

import datetime
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from kg.errors import Problem, Where, did_you_mean
from kg.names import SLUG

__all__ = [
    "Choice", "Day", "Entry", "ListOf", "Mark", "Number", "Pattern", "Reader", "Record", "Shape", "Slug", "Table",
    "Words",
]  # fmt: skip

MAX_WORDS = 2000


class Mark(str):
    """A string that remembers the line it was read from."""

    __slots__ = ("where",)
    where: Where

    @classmethod
    def at(cls, text: str, where: Where) -> Mark:
        """Make one."""
        mark = cls(text)
        mark.where = where
        return mark


class Entry(dict[str, Any]):
    """The fields of a record that were present and right, with the line where the record begins."""

    def __init__(self, where: Where) -> None:
        super().__init__()
        self.where = where


@dataclass
class Reader:
    """What a shape needs to read a node of one file."""

    file: str
    problems: list[Problem]

    def where(self, node: yaml.Node) -> Where:
        """Return the place of a node."""
        return Where(self.file, node.start_mark.line + 1)

    def problem(self, node: yaml.Node, message: str, hint: str = "") -> None:
        """Note a problem at a node."""
        self.problems.append(Problem(self.where(node), message, hint))


class Shape(ABC):
    """One form that a node may have."""

    name: str

    @abstractmethod
    def read(self, node: yaml.Node, reader: Reader) -> Any:
        """Return the value of a node, or None after noting a problem."""

    @abstractmethod
    def schema(self) -> dict[str, Any]:
        """Return the shape as JSON Schema."""


class Scalar(Shape):
    """A shape whose node is one piece of text."""

    def read(self, node: yaml.Node, reader: Reader) -> Any:
        """Return the checked value as a `Mark` (or a number), or None."""
        if not isinstance(node, yaml.ScalarNode):
            got = "a list" if isinstance(node, yaml.SequenceNode) else "a mapping (something with a ':')"
            reader.problem(node, f"expected {self.name}, found {got}")
            return None
        if not node.value.strip():
            reader.problem(node, f"expected {self.name}, found nothing")
            return None
        return self.take(node, reader)

    @abstractmethod
    def take(self, node: yaml.ScalarNode, reader: Reader) -> Any:
        """Check and convert the text of a scalar node."""


@dataclass
class Words(Scalar):
    """Free text: a name, a sentence."""

    name: str = "text"

    def take(self, node: yaml.ScalarNode, reader: Reader) -> Mark | None:
        """Return the text without outer white space."""
        if len(node.value) > MAX_WORDS:
            reader.problem(node, f"text of {len(node.value):,} characters; at most {MAX_WORDS:,} are allowed")
            return None
        return Mark.at(" ".join(node.value.split()), reader.where(node))

    def schema(self) -> dict[str, Any]:
        """Return a non-empty string."""
        return {"type": ["string", "number"], "minLength": 1, "maxLength": MAX_WORDS}


@dataclass
class Pattern(Scalar):
    """Text that matches a pattern as a whole."""

    name: str
    pattern: str
    hint: str = ""

    def take(self, node: yaml.ScalarNode, reader: Reader) -> Mark | None:
        """Return the text if it matches."""
        if not re.fullmatch(self.pattern, node.value):
            reader.problem(node, f"'{node.value[:60]}' is not {self.name}", self.hint)
            return None
        return Mark.at(node.value, reader.where(node))

    def schema(self) -> dict[str, Any]:
        """Return a string with its pattern."""
        return {"type": "string", "pattern": f"^(?:{self.pattern})$", "description": self.hint or self.name}


class Slug(Pattern):
    """A permanent name: lower-case letters, digits, hyphens."""

    def __init__(self, name: str = "a slug") -> None:
        super().__init__(name, SLUG.pattern, "a slug has lower-case letters a-z, digits and single hyphens")


@dataclass
class Choice(Scalar):
    """One of a few words."""

    name: str
    words: Sequence[str]

    def take(self, node: yaml.ScalarNode, reader: Reader) -> Mark | None:
        """Return the word if it is one of them."""
        if node.value not in self.words:
            reader.problem(node, f"unknown {self.name} '{node.value[:60]}'", did_you_mean(node.value, self.words))
            return None
        return Mark.at(node.value, reader.where(node))

    def schema(self) -> dict[str, Any]:
        """Return an enumeration."""
        return {"enum": list(self.words)}


@dataclass
class Number(Scalar):
    """A whole number within bounds."""

    name: str
    low: int
    high: int

    def take(self, node: yaml.ScalarNode, reader: Reader) -> int | None:
        """Return the number."""
        if not re.fullmatch(r"[0-9]{1,9}", node.value) or not self.low <= int(node.value) <= self.high:
            reader.problem(node, f"'{node.value[:60]}' is not {self.name}", f"a number from {self.low} to {self.high}")
            return None
        return int(node.value)

    def schema(self) -> dict[str, Any]:
        """Return a bounded integer."""
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


@dataclass
class Day(Scalar):
    """A calendar day, as 2022-03-23."""

    name: str = "a date"

    def take(self, node: yaml.ScalarNode, reader: Reader) -> Mark | None:
        """Return the ISO text of an existing day."""
        try:
            datetime.date.fromisoformat(node.value)
        except ValueError:
            reader.problem(node, f"'{node.value[:60]}' is not a date", "write it as 2022-03-23")
            return None
        return Mark.at(node.value, reader.where(node))

    def schema(self) -> dict[str, Any]:
        """Return an ISO date."""
        return {"type": "string", "format": "date"}


@dataclass
class ListOf(Shape):
    """A list of one shape; a single value may stand for a list of one where ``single`` says so."""

    item: Shape
    single: bool = False
    name: str = "a list"

    def read(self, node: yaml.Node, reader: Reader) -> list[Any] | None:
        """Return the items that could be read."""
        if isinstance(node, yaml.SequenceNode):
            values = [self.item.read(child, reader) for child in node.value]
            return [value for value in values if value is not None]
        if self.single:
            value = self.item.read(node, reader)
            return None if value is None else [value]
        reader.problem(node, "expected a list", "start each entry with '- '")
        return None

    def schema(self) -> dict[str, Any]:
        """Return an array, or one item alone."""
        array = {"type": "array", "items": self.item.schema()}
        return {"anyOf": [self.item.schema(), array]} if self.single else array


@dataclass
class Table(Shape):
    """A mapping from slugs that the curator chooses to records."""

    item: Shape
    name: str = "entry"

    def read(self, node: yaml.Node, reader: Reader) -> dict[Mark, Any] | None:
        """Return the records by slug; a slug that stands twice is a problem."""
        if not isinstance(node, yaml.MappingNode):
            reader.problem(node, f"expected one block for each {self.name}, its slug first")
            return None
        key_shape = Slug(f"a slug for a {self.name}")
        found: dict[Mark, Any] = {}
        for key_node, value_node in node.value:
            key = key_shape.read(key_node, reader)
            value = self.item.read(value_node, reader)
            if key is None:
                continue
            first = next((known for known in found if known == key), None)
            if first is not None:
                reader.problem(key_node, f"the {self.name} '{key}' is there twice (first in line {first.where.line})")
            elif value is not None:
                found[key] = value
        return found

    def schema(self) -> dict[str, Any]:
        """Return an object with slugs for keys."""
        return {
            "type": "object",
            "propertyNames": {"pattern": f"^{SLUG.pattern}$"},
            "additionalProperties": self.item.schema(),
        }


@dataclass
class Record(Shape):
    """A mapping with known keys; ``others`` is the shape of further keys, where there may be any."""

    name: str
    fields: Mapping[str, Shape]
    required: Sequence[str] = ()
    one_of: Sequence[Sequence[str]] = ()
    others: Shape | None = None
    help: Mapping[str, str] = field(default_factory=dict)

    def read(self, node: yaml.Node, reader: Reader) -> Entry | None:
        """Return the fields that could be read; unknown, double and missing keys are problems."""
        if not isinstance(node, yaml.MappingNode):
            reader.problem(node, f"expected {self.name} with 'key: value' lines")
            return None
        entry = Entry(reader.where(node))
        seen: dict[str, int] = {}
        for key_node, value_node in node.value:
            self._read_field(key_node, value_node, entry, seen, reader)
        missing = [key for key in self.required if key not in seen]
        if missing:
            reader.problem(node, f"{self.name} has no '{missing[0]}:'" if len(missing) == 1 else
                           f"{self.name} has no {', '.join(repr(key + ':') for key in missing)}")  # fmt: skip
        for group in self.one_of:
            given = [key for key in group if key in seen]
            if len(given) != 1:
                what = "none" if not given else " and ".join(given)
                reader.problem(node, f"{self.name} needs exactly one of {', '.join(group)}; it has {what}")
        return entry

    def _read_field(
        self, key_node: yaml.Node, value_node: yaml.Node, entry: Entry, seen: dict[str, int], reader: Reader
    ) -> None:
        if not isinstance(key_node, yaml.ScalarNode):
            reader.problem(key_node, "a key must be one word")
            return
        key = key_node.value
        shape = self.fields.get(key, self.others)
        if shape is None:
            reader.problem(key_node, f"unknown key '{key[:60]}' in {self.name}", did_you_mean(key, list(self.fields)))
        elif key in seen:
            reader.problem(key_node, f"the key '{key}' is there twice (first in line {seen[key]})")
        else:
            value = shape.read(value_node, reader)
            if value is not None:
                entry[Mark.at(key, reader.where(key_node))] = value
        seen.setdefault(key, key_node.start_mark.line + 1)

    def schema(self) -> dict[str, Any]:
        """Return an object that forbids other keys, unless there may be any."""
        properties = {}
        for key, shape in self.fields.items():
            properties[key] = shape.schema()
            if key in self.help:
                properties[key] = {"description": self.help[key], **properties[key]}
        out: dict[str, Any] = {"type": "object", "properties": properties}
        out["additionalProperties"] = self.others.schema() if self.others else False
        if self.required:
            out["required"] = list(self.required)
        if self.one_of:
            out["allOf"] = [{"oneOf": [{"required": [key]} for key in group]} for group in self.one_of]
        return out
