"""A verb that does one thing by itself, and others by a word that follows it."""

from __future__ import annotations

from typing import Any

import click

__all__ = ["VerbWithWords"]


class VerbWithWords(click.Group):
    """A group that takes any words but the names of its commands for those of the command ``by_itself``.

    ``usages`` are lines of the help, ``heading`` stands above the options of that command; ``bare`` says that it runs
    without a word too.
    """

    def __init__(
        self, *args: Any, by_itself: str, usages: tuple[str, str], heading: str, bare: bool = False, **others: Any
    ) -> None:
        super().__init__(*args, **others)
        self._by_itself = by_itself
        self._usages = usages
        self._heading = heading
        self._bare = bare

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command before its words."""
        if (args and args[0] not in self.commands and args[0] not in ctx.help_option_names) or (
            self._bare and not args
        ):
            args = [self._by_itself, *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's own signature)
        """Return the names that one can type."""
        return [name for name in self.commands if name != self._by_itself]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write both ways to call it."""
        formatter.write_usage(ctx.command_path, self._usages[0])
        formatter.write_usage(ctx.command_path, self._usages[1], prefix="   or: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options of the command that has no name, then the others by name."""
        records = (parameter.get_help_record(ctx) for parameter in self.commands[self._by_itself].get_params(ctx))
        with formatter.section(self._heading):
            formatter.write_dl([record for record in records if record is not None])
        self.format_commands(ctx, formatter)
