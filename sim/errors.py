"""What can go wrong for a user, one class a kind; each carries the exit code of the command line."""

from sim.legible import brief


class SalientError(Exception):
    """Anything the program can explain in one line; the command line prints it without a traceback."""

    exit_code = 1


class StopAsked(KeyboardInterrupt):
    """A signal asks to end: taken everywhere as Ctrl-C, but for the exit code that tells which it was."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = 128 + number


class InputError(SalientError):
    """The user's input is wrong: `file:line:column: path = value …; next step`, always one line, never a page."""

    exit_code = 2

    def __init__(self, message: str) -> None:
        super().__init__(brief(" ".join(message.split())))


class StorageError(SalientError):
    """A result cannot be written or read: a full disk, a folder without permission, a damaged file."""


class ExtraMissing(SalientError):
    """A library that this needs is not installed: it comes with an extra."""


class ExecutorUnavailable(SalientError):
    """The executor asked for does not run on this machine."""
