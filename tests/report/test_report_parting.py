"""Where one run of two scenarios parts, in words and rows."""

from datetime import date

from sim.report.timeline.frames import EventRow, event_rows
from sim.report.timeline.parting import events_table, parted, same_words, title


def rows(*told: tuple[float, str, str]) -> tuple[EventRow, ...]:
    events = [{"time": time, "kind": kind, "text": text} for time, kind, text in told]
    return event_rows(events, date(2025, 3, 12))


START = ((0.0, "tabled", "A text is tabled"), (1.5, "gain", "0.6 km² gained"))
ORDER, LATER = (4.0, "order", "A withdrawal is ordered"), (6.5, "gain", "0.2 km² gained")


def test_what_both_tell_ends_where_one_tells_something_else() -> None:
    found = parted(rows(*START, ORDER, LATER), rows(*START, LATER))
    assert [row.sentence for row in found.same] == ["A text is tabled", "0.6 km² gained"]
    assert [row.time for row in found.first] == [4.0, 6.5]
    assert [row.time for row in found.second] == [6.5]
    assert title(12, found, "B") == "Run 12 is the same in A and B until day 4.0 (16 March 2025)"
    assert same_words(found) == "2 events until then, the same in both"


def test_a_log_that_goes_on_parts_where_the_other_ends() -> None:
    found = parted(rows(*START), rows(*START, ORDER))
    assert (found.first, len(found.second)) == ((), 1)
    assert title(3, found, "C") == "Run 3 is the same in A and C until day 4.0 (16 March 2025)"


def test_logs_that_never_part_and_logs_that_part_at_once() -> None:
    same = parted(rows(*START), rows(*START))
    assert (same.at, same.first, same.second) == (None, (), ())
    assert title(0, same, "B") == "Run 0 is the same in A and B to its end"
    apart = parted(rows(ORDER), rows(LATER))
    assert title(0, apart, "B") == "Run 0 parts in A and B at once, on day 4.0 (16 March 2025)"


def test_the_same_words_at_another_time_part_too() -> None:
    assert parted(rows(ORDER), rows((5.0, *ORDER[1:]))).same == ()


def test_single_gains_are_left_out_of_the_table() -> None:
    assert list(events_table(rows(*START, ORDER))["What happens"]) == ["A text is tabled", "A withdrawal is ordered"]


def test_beside_each_event_stands_when_the_other_log_has_it() -> None:
    last = ((4.0, "order", "A"), (5.0, "order", "C"))
    first = rows((1.0, "order", "A"), (2.0, "order", "B"), (3.0, "order", "A"), *last)
    second = rows((1.0, "order", "A"), (2.6, "order", "B"), (3.7, "order", "A"), (4.0, "order", "D"))
    table = events_table(first, second, "B")
    assert list(table["Day in B"]) == ["same", "2.6", "3.7", "none", "none"]
    assert list(table["Date"])[:2] == ["13\xa0Mar", "14\xa0Mar"]
    assert list(events_table(second, first, "A")["Day in A"]) == ["same", "2.0", "3.0", "none"]
    assert "Day in B" not in events_table(first)


def test_an_event_with_other_figures_is_the_same_event() -> None:
    first = rows((28.4, "breaks_out", "1,881 people break out"), (30.0, "tabled", "It asks for proposal 1"))
    second = rows((28.4, "breaks_out", "1,806 people break out"), (30.0, "tabled", "It asks for proposal 2"))
    assert list(events_table(first, second, "B")["Day in B"]) == ["28.4", "none"]
    view = "It sees the text so: chance {}"
    likely = [rows((day, "view", view.format(told))) for day, told in ((0.5, "13%"), (3.0, "over 99%"))]
    assert list(events_table(*likely, "B")["Day in B"]) == ["3.0"]
    again = rows((3.0, "breaks_out", "9 people break out"), (28.4, "breaks_out", "1,881 people break out"))
    assert list(events_table(again, first, "B")["Day in B"]) == ["none", "same"]  # word for word first


def test_a_year_is_told_where_there_are_two() -> None:
    assert events_table(rows(ORDER, (300.0, *ORDER[1:])))["Date"].to_list() == ["16\xa0Mar\xa02025", "6\xa0Jan\xa02026"]
