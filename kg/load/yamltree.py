"""YAML text to a tree of nodes that know their line; refuses what a curated file must not hold."""

from __future__ import annotations

import os
import re
from pathlib import Path

import yaml

from kg.errors import Problem, Where
from kg.names import is_nfc, unwanted_character

__all__ = ["MAX_BYTES", "MAX_DEPTH", "display_path", "read_tree"]

MAX_BYTES = 5 * 1024 * 1024
MAX_DEPTH = 40

# Scalars stay text: the shapes say what is a number, so YAML's own guesses (NO, 1:10, on) never apply.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_CUT_BY_COMMENT = re.compile(r"[ \t]+#[0-9]")
# For YAML these end a line, for an editor they do not: every line named after one would be wrong.
_INVISIBLE_LINE_END = re.compile("[\x85\u2028\u2029]")


def display_path(path: Path) -> str:
    """Return a path as a person in the current folder would type it."""
    try:
        return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
    except OSError:
        return str(path)


def read_tree(path: Path, problems: list[Problem]) -> yaml.Node | None:
    """Parse one YAML file; every problem of its text goes to ``problems``.

    Returns None when there is no tree to go on with.
    """
    file = display_path(path)
    text = _read_text(path, file, problems)
    if text is None:
        return None
    try:
        if not _is_tame(text, file, problems):
            return None
        tree: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        problems.append(_yaml_problem(file, error, text))
        return None
    if tree is None:
        problems.append(Problem(Where(file, 1), "the file is empty", "docs/curating.md shows how a file begins"))
        return None
    _check_text(tree, file, text.splitlines(), problems)
    return tree


def _read_text(path: Path, file: str, problems: list[Problem]) -> str | None:
    """Return the text of a file, or None with a problem that says why it is not text."""
    start = Where(file, 1)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            problems.append(
                Problem(
                    start,
                    f"the file has {size:,} bytes, more than the {MAX_BYTES:,} allowed",
                    "one drama a file",
                )
            )
            return None
        raw = path.read_bytes()
    except OSError as error:
        problems.append(Problem(start, f"cannot be read: {error.strerror or error}"))
        return None
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        problems.append(Problem(start, "starts with a byte-order mark", "save it as UTF-8 without BOM"))
        if not raw.startswith(b"\xef\xbb\xbf"):
            return None
        raw = raw[3:]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problems.append(Problem(Where(file, line), f"is not UTF-8 (byte 0x{raw[error.start]:02x})", "save it as UTF-8"))
        return None
    bare_cr = re.search(r"\r(?!\n)", text)
    if bare_cr:
        line = text.count("\n", 0, bare_cr.start()) + 1
        problems.append(
            Problem(
                Where(file, line),
                "a line ends in a carriage return alone",
                "save it with LF or CRLF line ends",
            )
        )
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for found in _INVISIBLE_LINE_END.finditer(text):
        where = Where(file, text.count("\n", 0, found.start()) + 1)
        problems.append(Problem(where, f"text holds an invisible line end, U+{ord(found[0]):04X}", "delete it"))
    return _INVISIBLE_LINE_END.sub(" ", text)


def _is_tame(text: str, file: str, problems: list[Problem]) -> bool:
    """Refuse deep nesting and aliases by a look at the events alone.

    The composer recurses in C, so that a file of a hundred thousand brackets would end the process; aliases let a
    short file stand for an endless one.
    """
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        where = Where(file, event.start_mark.line + 1 if event.start_mark else 1)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                problems.append(Problem(where, f"nested more than {MAX_DEPTH} deep", "a curated file needs about six"))
                return False
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            problems.append(Problem(where, "YAML aliases (*name) are not used here", "write it out"))
            return False
    return True


def _yaml_problem(file: str, error: yaml.YAMLError, text: str) -> Problem:
    """Say where YAML does not parse; the parser's own words name what it expected."""
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        message = " ".join(part for part in (error.context, error.problem) if part)
        hint = "check the quotes and the indentation of this line and the one above"
        if any(_CUT_BY_COMMENT.search(near) for near in text.splitlines()[max(0, line - 2) : line]):
            hint = "' #' begins a comment: quote a text that has one"
        return Problem(Where(file, line), f"YAML does not parse: {message}", hint)
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return Problem(
            Where(file, line), f"text holds a character that YAML forbids, U+{ord(text[error.position]):04X}"
        )
    return Problem(Where(file, 1), f"YAML does not parse: {error}".splitlines()[0])


def _check_text(tree: yaml.Node, file: str, lines: list[str], problems: list[Problem]) -> None:
    """Check every scalar: NFC, no invisible characters, not cut short by a comment."""
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, yaml.ScalarNode):
            problems.extend(_scalar_problems(node, Where(file, node.start_mark.line + 1), lines))
        elif isinstance(node, yaml.MappingNode):
            stack.extend(child for pair in node.value for child in pair)
        elif isinstance(node, yaml.SequenceNode):
            stack.extend(node.value)


def _scalar_problems(node: yaml.ScalarNode, where: Where, lines: list[str]) -> list[Problem]:
    found = []
    if not is_nfc(node.value):
        hint = "save it as NFC: in Python, unicodedata.normalize('NFC', text)"
        found.append(Problem(where, f"'{node.value[:40]}' is not in Unicode form NFC", hint))
    invisible = unwanted_character(node.value)
    if invisible:
        found.append(Problem(where, f"text holds an invisible character, {invisible}", "delete it"))
    end = node.end_mark
    rest = lines[end.line][end.column :] if end.line < len(lines) else ""
    if not node.style and node.start_mark.line == end.line and _CUT_BY_COMMENT.match(rest):
        whole = (node.value + rest).strip()
        hint = f'quote it: "{whole[:40]}"'
        found.append(Problem(where, f"'{node.value[:40]}' is cut short: YAML takes ' #' for a comment", hint))
    return found
