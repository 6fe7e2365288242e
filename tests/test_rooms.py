"""The house stays one that a newcomer can walk through: no room holds too many files, no file too many lines."""

from collections import Counter
from pathlib import Path

import sim

PACKAGE = Path(sim.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))


def test_no_room_holds_more_than_twelve_files():
    rooms = Counter(file.parent.relative_to(PACKAGE).as_posix() for file in FILES)
    assert len(rooms) > 40
    assert not {room: held for room, held in rooms.items() if held > 12}


def test_no_file_is_longer_than_four_hundred_lines():
    longest = {file.relative_to(PACKAGE).as_posix(): file.read_text(encoding="utf-8").count("\n") for file in FILES}
    assert not {file: lines for file, lines in longest.items() if lines > 400}
