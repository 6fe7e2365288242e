"""The line that tells an editor by which schema to check a file: yaml-language-server reads it in a comment."""

import os
import re
from pathlib import Path

SCHEMA = "salient.schema.json"
THEATRE_SCHEMA, SOURCES_SCHEMA = "salient.theatre.schema.json", "salient.sources.schema.json"
LINE = re.compile(r"^#\s*yaml-language-server:.*\n", re.MULTILINE)


def modeline(schema: str) -> str:
    """The line that names a schema by its path from the file."""
    return f"# yaml-language-server: $schema={schema}\n"


def with_modeline(text: str, file: Path) -> str:
    """A text as it goes into a file: the line names the schema nearest at or above it, or is left out without one."""
    home = file.absolute().parent
    nearest = next((place / SCHEMA for place in (home, *home.parents) if (place / SCHEMA).is_file()), None)
    line = modeline(Path(os.path.relpath(nearest, home)).as_posix()) if nearest is not None else ""
    return line + LINE.sub("", text)
