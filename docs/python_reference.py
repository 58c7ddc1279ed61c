"""The reference of what Python programs may use, from the docstrings; a name without one is an error."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from itertools import chain, pairwise
from types import ModuleType

import kg

__all__ = ["UndocumentedError", "analysis_page", "module_page", "python_page"]

_ANALYSIS = ("kg.projection", "kg.metrics", "kg.story", "kg.between", "kg.analysis")
"""What analyses return and what they are made from, beside the methods of `kg.KnowledgeGraph` and `kg.drama.Drama`."""


class UndocumentedError(Exception):
    """A public name says nothing of itself."""


def python_page() -> list[str]:
    """Return the parts of the page of `kg`: all that `import kg` brings, and a drama."""
    parts = ["# Python\n"]
    for name in kg.__all__:
        parts.extend(_entry("kg", name, getattr(kg, name)))
    return [*parts, *_entry("kg.drama", "Drama", import_module("kg.drama").Drama)]


def analysis_page() -> list[str]:
    """Return the parts of the page of the packages for analyses."""
    return ["# Analyses in Python\n", *chain.from_iterable(module_page(import_module(name)) for name in _ANALYSIS)]


def module_page(module: ModuleType) -> Iterator[str]:
    """Yield the parts for a module: what it says of itself, and each public name. Raises `UndocumentedError`."""
    yield f"## `{module.__name__}`\n\n{_documented(module, module.__name__)}\n"
    for name in module.__all__:
        yield from _entry(module.__name__, name, getattr(module, name))


def _entry(module: str, name: str, thing: object) -> Iterator[str]:
    where = f"{module}.{name}"
    if inspect.isclass(thing):
        yield f"## `{where}`\n\n{_documented(thing, where)}\n"
        if issubclass(thing, Exception):
            return
        if is_dataclass(thing):
            yield "".join(f"- `{field.name}`: `{field.type}`\n" for field in fields(thing) if field.name[0] != "_")
        yield from _members(thing, where)
    elif inspect.isroutine(thing):
        yield f"## `{where}{_signature(thing)}`\n\n{_documented(thing, where)}\n"
    elif module != "kg":  # whose own constant is its version
        yield f"## `{where}`\n\n{_beside(module, name)}\n"


def _beside(module: str, name: str) -> str:
    """Return what stands below the assignment of a name, which Python itself forgets."""
    body = ast.parse(inspect.getsource(import_module(module))).body
    for one, following in pairwise(body):
        targets = {ast.unparse(target) for target in _targets(one)}
        if name in targets and isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
            return str(following.value.value).replace("``", "`")
        if isinstance(one, ast.ImportFrom) and one.module and name in {alias.name for alias in one.names}:
            return _beside(one.module, name)
    raise UndocumentedError(f"{module}.{name} has no text below it: say what it is")


def _targets(one: ast.stmt) -> list[ast.expr]:
    return one.targets if isinstance(one, ast.Assign) else [one.target] if isinstance(one, ast.AnnAssign) else []


def _members(cls: type, where: str) -> Iterator[str]:
    own = [one for one in cls.__mro__ if one.__module__.startswith("kg.")]
    for name, member in chain.from_iterable(vars(one).items() for one in own):
        if name.startswith("_"):
            continue
        inner = getattr(member, "__func__", getattr(member, "fget", getattr(member, "func", member)))
        if not inspect.isfunction(inner):
            continue
        heading = f"`.{name}`" if inner is not member and not isinstance(member, classmethod) else ""
        yield f"### {heading or f'`.{name}{_signature(inner)}`'}\n\n{_documented(inner, f'{where}.{name}')}\n"


def _signature(function: object) -> str:
    text = str(inspect.signature(function)) if callable(function) else ""  # the annotations are strings already
    text = re.sub(r"<function .*? at 0x[0-9a-f]+>", "…", text)  # a default that is a function prints its address
    return text.replace("(self, ", "(").replace("(self)", "()").replace("'", "")


def _documented(thing: object, where: str) -> str:
    """Return a docstring as Markdown, with its examples in a code block."""
    said = vars(thing).get("__doc__") if isinstance(thing, type) else getattr(thing, "__doc__", None)
    if not said or said.startswith(f"{getattr(thing, '__name__', '')}("):  # as dataclasses write by themselves
        raise UndocumentedError(f"{where} has no docstring: say what goes in and what comes out")
    return "\n".join(_with_examples((inspect.getdoc(thing) or "").replace("``", "`").splitlines()))


def _with_examples(lines: Iterable[str]) -> Iterator[str]:
    inside = False
    for line in lines:
        if line.startswith(">>>") and not inside:
            yield "```pycon"
            inside = True
        elif inside and not line.strip():
            yield "```"
            inside = False
        yield line
    if inside:
        yield "```"
