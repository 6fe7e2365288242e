"""The page of the review holds every row and note as they are written today; its numbers are made by a command."""

import tomllib

from docs.make_model_review import NOTES, PAGE, ROWS


def test_every_row_and_note_stands_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    rows = tomllib.loads(ROWS.read_text(encoding="utf-8"))
    for row in rows["reviewed"]:
        assert f"| {row['row']} | {row['what']} | {row['before']} | " in page, "run python -m docs.make_model_review"
        assert f" | {row['right']} |" in page, row["what"]
    for row in rows["baseline"]:
        assert f"| {row['what']} | {row['before']} | " in page, row["what"]
    for note in NOTES.glob("*.md"):
        assert note.read_text(encoding="utf-8").strip() in page, note.name
    assert {row["row"] for row in rows["reviewed"]} == {f"A{number}" for number in range(1, 17)}
