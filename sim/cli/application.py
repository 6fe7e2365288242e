"""The `salient` program: its commands, and how every failure becomes one line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from sim.cli.ensembles import compare_command, run_command
from sim.cli.inspection import check_command, schema_command
from sim.cli.measuring import bench_command
from sim.cli.repeating import replay_command, verify_command
from sim.cli.serving import app_command
from sim.errors import SalientError

app = typer.Typer(
    name="salient",
    help="A foothold is being squeezed while a ceasefire is on the table: what happens if the holder "
    "withdraws now, later or not at all, and if the parties accept, bargain or stall? The answers are "
    "consequences of stated assumptions, not predictions.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

app.command("run", short_help="Run many replications of each scenario.")(run_command)
app.command("compare", short_help="Set scenarios against a base, pair by pair.")(compare_command)
app.command("check", short_help="Validate scenarios and list every value.")(check_command)
app.command("replay", short_help="Print the event log of one replication.")(replay_command)
app.command("verify", short_help="Run a result folder again and compare.")(verify_command)
app.command("bench", short_help="Measure speed against the project's bars.")(bench_command)
app.command("schema", short_help="Print the JSON schema of scenario files.")(schema_command)
app.command("app", short_help="Serve the app on this machine.")(app_command)


def print_version(wanted: bool) -> None:
    """Print the version of the installed distribution and stop."""
    if wanted:
        from importlib.metadata import version

        typer.echo(f"salient {version('salient-sim')}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that stand before any command."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with 0 done, 2 the input is wrong, 1 anything else, 130 interrupted."""
    try:
        app(args=None if arguments is None else list(arguments), prog_name="salient")
    except SalientError as error:
        leave(str(error), error.exit_code, error)
    except KeyboardInterrupt as error:
        leave("interrupted", 130, error)
    except Exception as error:
        text = f"{type(error).__name__}: {error}".splitlines()[0]
        leave(f"{text} (SALIENT_TRACEBACK=1 shows where)", 1, error)


def leave(message: str, code: int, error: BaseException) -> None:
    """Say what went wrong on stderr in one line; with SALIENT_TRACEBACK set, show the traceback first."""
    if os.environ.get("SALIENT_TRACEBACK"):
        import traceback

        traceback.print_exception(error)
    typer.echo(f"salient: {message}", err=True)
    sys.exit(code)
