"""The `salient` program: its commands, and how every failure becomes one line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import cache
from typing import Annotated, Any

import typer

from sim.cli.endings import Asked, ending_in_order
from sim.cli.evidence.asking import questions_command
from sim.cli.evidence.calibrating import calibrate_command, update_command
from sim.cli.evidence.eliciting import elicit_command
from sim.cli.evidence.hindcasting import hindcast_command
from sim.cli.evidence.ledger import evidence_command
from sim.cli.evidence.making import new_command
from sim.cli.inspection import check_command, facts_command, schema_command
from sim.cli.measuring import bench_command, forms_command
from sim.cli.output import note, write_line
from sim.cli.runs.arrays import gather_command, plan_command
from sim.cli.runs.briefing import report_command
from sim.cli.runs.ensembles import compare_command, run_command
from sim.cli.runs.exporting import export_command
from sim.cli.runs.playing import workshop_command
from sim.cli.runs.repeating import replay_command, verify_command
from sim.cli.serving import app_command
from sim.cli.streams import ReaderGone, finish_output, open_streams, require_standard_output
from sim.errors import SalientError
from sim.legible import visible

Usage: type[Exception] = typer.BadParameter.__bases__[0]  # click's, which typer holds inside or beside it by version
INTERRUPTED = 130

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
app.command("plan", short_help="Divide a run among the jobs of an array.")(plan_command)
app.command("gather", short_help="Bring together what such jobs have made.")(gather_command)
app.command("forms", short_help="Draw the laws too: what the spread comes of.")(forms_command)
app.command("report", short_help="Write the answer as a page to hand on.")(report_command)
app.command("check", short_help="Validate scenarios and list every value.")(check_command)
app.command("new", short_help="Make a theatre and a baseline from observations.")(new_command)
app.command("elicit", short_help="Turn what people say of a number into a distribution.")(elicit_command)
app.command("facts", short_help="List the article's statements and what each became.")(facts_command)
app.command("replay", short_help="Print the event log of one replication.")(replay_command)
app.command("workshop", short_help="Play one future in rounds.")(workshop_command)
app.command("verify", short_help="Run a result folder again and compare.")(verify_command)
app.command("export", short_help="Write a result for other programs.")(export_command)
app.command("calibrate", short_help="Weigh a scenario by what was seen since.")(calibrate_command)
app.command("update", short_help="How the answer changes by what was seen.")(update_command)
app.command("hindcast", short_help="Forecast past cases, and score that.")(hindcast_command)
app.command("evidence", short_help="Tell what values and answers rest on.")(evidence_command)
app.command("questions", short_help="Answer dated questions, freeze and score.")(questions_command)
app.command("bench", short_help="Measure speed against the project's bars.")(bench_command)
app.command("schema", short_help="Print the JSON schema of scenario files, theatres or sources.")(schema_command)
app.command("app", short_help="Serve the app on this machine.")(app_command)


def print_version(wanted: bool) -> None:
    """Print the version of the installed distribution and stop."""
    if wanted:
        from importlib.metadata import version

        write_line(f"salient {version('salient-sim')}", sys.stdout)
        raise typer.Exit


@app.callback()
def common(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that stand before any command; a command with an answer needs somewhere to print it."""
    if context.invoked_subcommand != "app":
        require_standard_output()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with 0 done, 2 the input is wrong, 1 anything else.

    A command that is asked to end leaves with 128 and the signal's number: 130 after Ctrl-C, 143 after SIGTERM.
    """
    open_streams()
    with ending_in_order() as asked:
        run_command_line(arguments, asked)


@cache
def commands() -> Any:
    """The commands and their options, read from the functions once a process: `app` itself reads them at each call."""
    return typer.main.get_command(app)


def run_command_line(arguments: Sequence[str] | None, asked: Asked) -> None:
    """Run one command and leave."""
    try:
        code = commands()(
            args=None if arguments is None else list(arguments), prog_name="salient", standalone_mode=False
        )
        finish_output()
    except ReaderGone as error:
        sys.exit(error.exit_code)
    except SalientError as error:
        leave(str(error), error.exit_code, error)
    except Usage as error:
        leave_usage(error)
    except (KeyboardInterrupt, typer.Abort) as error:
        leave("interrupted", asked.code or INTERRUPTED, error)
    except Exception as error:
        text = f"{type(error).__name__}: {error}".splitlines()[0]
        leave(f"{text} (SALIENT_TRACEBACK=1 shows where)", 1, error)
    if code == INTERRUPTED:  # typer's word for an interrupt
        note("salient: interrupted")
        sys.exit(asked.code or INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)


def leave(message: str, code: int, error: BaseException) -> None:
    """Say what went wrong on stderr in one line; with SALIENT_TRACEBACK set, show the traceback first."""
    if os.environ.get("SALIENT_TRACEBACK"):
        import traceback

        for line in "".join(traceback.format_exception(error)).splitlines():
            write_line(visible(line), sys.stderr)
    note(f"salient: {message}")
    sys.exit(code)


def leave_usage(error: Any) -> None:
    """Say in one line what a command does not understand and where its options are listed; without arguments, list."""
    message = error.format_message()
    command = error.ctx.command_path if error.ctx else "salient"
    if message.startswith("Usage:"):
        write_line(message, sys.stderr)
        sys.exit(error.exit_code)
    message = " ".join(message.split()).replace("Value error, ", "").rstrip(".")
    leave(f"{message[:1].lower()}{message[1:]}; `{command} --help` lists what it takes", error.exit_code, error)
