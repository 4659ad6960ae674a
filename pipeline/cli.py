"""The `zhibiao` command.

What belongs here: the list of commands, and what happens to errors. What does not: what a command does
(`pipeline/commands/`). Nothing heavy is imported here: the help must appear at once.
"""

import os
import sys
from typing import Annotated

import typer

import pipeline
from pipeline.commands.auditing import audit
from pipeline.commands.building import build
from pipeline.commands.comparing import diff
from pipeline.commands.explaining import explain
from pipeline.commands.exporting import export
from pipeline.commands.extracting import extract
from pipeline.commands.fetching import fetch
from pipeline.commands.interface import ui
from pipeline.commands.options import INTERRUPTED
from pipeline.commands.querying import examples, sql
from pipeline.commands.rendering import OUT, say, use_utf8
from pipeline.commands.residues import residue
from pipeline.commands.retracting import retract
from pipeline.commands.statuses import status
from pipeline.errors import ZhibiaoError

app = typer.Typer(
    name="zhibiao",
    help="Every figure in the prose reports of Chinese cities: typed, checked, and traceable to its characters.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
for command in (build, extract, residue, sql, examples, explain, status, audit, fetch, retract, export, diff, ui):
    # A statement may begin with a comment (-- which city leads?), which is no option.
    app.command(context_settings={"ignore_unknown_options": command is sql})(command)


def _print_version(wanted: bool) -> None:
    if wanted:
        OUT.print(f"zhibiao {pipeline.__version__}")
        raise typer.Exit


@app.callback()
def options(
    _version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Every figure in the prose reports of Chinese cities: typed, checked, and traceable to its characters."""


def _close_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """Runs the command line.

    Exit codes: 0 done, 1 failed or strict and something in quarantine, 2 wrong usage, 130 stopped by the user.
    """
    use_utf8()
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except ZhibiaoError as error:
        say(str(error), "red")
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output has closed it (`| head`): no error, but Python would complain again at exit.
        _close_output()
        sys.exit(0)
    except OSError as error:
        place = error.filename or "the output"
        say(f"{place}: cannot be read or written ({error.strerror}). Free some space, or mend its permissions", "red")
        _close_output()
        sys.exit(1)
    except KeyboardInterrupt:
        say("stopped")
        sys.exit(INTERRUPTED)
    except Exception as error:
        if not type(error).__module__.endswith("duckdb"):
            raise
        # A block can be damaged in a file that opens.
        problem = str(error).strip().partition("\n")[0]
        remedy = "Move the file away and run `zhibiao build`: everything in it is made anew from the landing zone"
        say(f"the warehouse cannot be read ({problem}). {remedy}", "red")
        sys.exit(1)


if __name__ == "__main__":
    main()
