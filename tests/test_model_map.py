"""The map of the model, docs/model.md, is what the declarations say today."""

from docs.make_model_map import MAP, in_three_lines, whole_map
from sim.model.world.cast import CAST


def test_the_map_is_drawn_from_the_declarations_of_today() -> None:
    assert MAP.read_text(encoding="utf-8") == whole_map(), "run python -m docs.make_model_map"


def test_a_process_is_told_in_three_lines_below_its_name() -> None:
    for process in CAST:
        assert len(in_three_lines(process).splitlines()) == 4
