"""The address of a page: everything a reader chose, there and back; what cannot be used is said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.model.outcomes import RESULTS_VERSION
from sim.session.inputs import uploads
from sim.session.inputs.address import LARGEST_SEED, Choice, query_of, read
from sim.session.inputs.scenarios import Chosen
from sim.session.inputs.sizes import STAGES

DEFAULT = Choice((Chosen("kursk/undecided"), Chosen("kursk/undecided-withdraw-now")))
CHANGES = (
    "ground.tempo_start_shift=0.7",
    "attacker.people_persons=70000",
    "command.policy=hold",
    "command.ordered_before_start={bernoulli: [0.5]}",
    "ground.tempo_mean={normal: [-4, 1]}",
    "horizon_days=60",
)
KURSK = ("kursk/baseline", "kursk/hold", "kursk/undecided", "kursk/withdraw-now")
OWN_FILE = "title: Mine\nextends: kursk/hold\nground:\n  tempo_mean: -3.5\n"

chosen = st.builds(
    Chosen,
    st.sampled_from(KURSK),
    st.lists(st.sampled_from(CHANGES), unique=True, max_size=3).map(tuple),
)
choices = st.builds(
    Choice,
    st.lists(chosen, min_size=1, max_size=4).map(tuple),
    st.integers(0, LARGEST_SEED),
    st.integers(1, STAGES[-1]),
)


def asked(**query: str) -> dict[str, list[str]]:
    return {key.replace("__", "."): [value] for key, value in query.items()}


@settings(max_examples=60, deadline=None)
@given(choices)
def test_a_choice_is_read_back_from_its_address(choice: Choice) -> None:
    found = read({key: [value] for key, value in query_of(choice).items()}, DEFAULT)
    assert found.choice == choice
    assert found.complaints == ()


def test_an_empty_address_means_the_default() -> None:
    assert read({}, DEFAULT) == read(asked(seed="1"), DEFAULT)
    assert read({}, DEFAULT).choice == DEFAULT


def test_an_uploaded_file_travels_in_the_address() -> None:
    choice = Choice((Chosen("mine", ("ground.tempo_start_shift=0.3",), OWN_FILE), Chosen("kursk/hold")), 7, 500)
    found = read({key: [value] for key, value in query_of(choice).items()}, DEFAULT)
    assert found.choice == choice
    assert not found.complaints


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (asked(a="kursk/nowhere"), "A: kursk/nowhere: no such shipped scenario"),
        (asked(a="kursk/hold", a__ground__tempo_start_shift="99"), "ground.tempo_start_shift"),
        (asked(a="kursk/hold", a__ground__tempo_strat_shift="1"), "unknown path"),
        (asked(a="kursk/hold", a__file="eJxLT"), "incomplete"),
        (asked(seed="-1"), "seed = -1 is no whole number"),
        (asked(seed="1e3"), "seed = 1e3"),
        (asked(runs="0"), "runs = 0"),
        (asked(runs="999999"), "runs = 999999"),
        (asked(weather="fine"), "knows no weather"),
        (asked(a="kursk/hold", e="kursk/baseline"), "knows no e"),
        (asked(a="kursk/hold", b="tutorial/baseline"), "another map"),
        (asked(model="0-00000000"), "another version of the model"),
        (asked(model=f"{RESULTS_VERSION}-00000000"), "other scenario files"),
    ],
)
def test_what_cannot_be_used_is_said_and_the_rest_stands(query: dict[str, list[str]], said: str) -> None:
    found = read({"runs": ["500"], **query}, DEFAULT)
    assert any(said in complaint for complaint in found.complaints), found.complaints
    assert found.choice.scenarios
    if "runs" not in query:
        assert found.choice.runs == 500


def test_a_changed_value_of_the_default_scenario_needs_no_name() -> None:
    found = read(asked(b__ground__tempo_start_shift="0.7"), DEFAULT)
    assert found.choice.scenarios[1].sets == ("ground.tempo_start_shift=0.7",)
    assert not found.complaints


def test_a_text_that_grows_without_end_is_refused() -> None:
    from sim.errors import InputError

    with pytest.raises(InputError, match="incomplete"):
        uploads.decoded(uploads.encoded("a" * (uploads.LONGEST_TEXT + 1)))


def test_a_link_names_no_file_of_this_machine() -> None:
    for path, value in (("theatre", "/etc/passwd"), ("theatre", "../theatres/tutorial.yaml"), ("sides.holder", "X")):
        found = read({"a": ["kursk/hold"], f"a.{path}": [value]}, DEFAULT)
        [complaint] = found.complaints
        assert "unknown path" in complaint
        assert "root" not in complaint
        assert found.choice.scenarios[0].sets == ()


def test_a_letter_alone_is_put_beside_the_default() -> None:
    found = read(asked(b="kursk/hold"), DEFAULT)
    assert [chosen.name for chosen in found.choice.scenarios] == ["kursk/undecided", "kursk/hold"]
    assert not found.complaints


def test_what_is_left_out_is_told_once_with_its_letter() -> None:
    found = read(asked(a="kursk/hold", b="tutorial/baseline", c="kursk/baseline", c__horizon_days="60"), DEFAULT)
    assert [chosen.name for chosen in found.choice.scenarios] == ["kursk/hold", "kursk/baseline"]
    assert found.choice.scenarios[1].sets == ("horizon_days=60",)
    [complaint] = found.complaints
    assert complaint.startswith("B: tutorial/baseline")


def test_one_wrong_change_among_many_is_left_out_alone() -> None:
    query = {"a": ["kursk/hold"], "a.horizon_days": ["60"], "a.ground.tempo_mean": ["99"], "a.truce.leak_days": ["1"]}
    found = read(query, DEFAULT)
    assert found.choice.scenarios[0].sets == ("horizon_days=60", "truce.leak_days=1")
    assert len(found.complaints) == 1


def test_very_long_changes_are_refused() -> None:
    [complaint] = read({"a": ["kursk/hold"], "a.ground.tempo_mean": ["[" * 5000]}, DEFAULT).complaints
    assert "5,0" in complaint


def test_a_path_without_its_letter_is_told_with_it() -> None:
    query = {"ground.tempo_start_shift": ["99"], "command.nosuch": ["1"], "B.horizon_days": ["60"], "e": ["x"]}
    assert read(query, DEFAULT).complaints == (
        "This version knows no ground.tempo_start_shift; did you mean a.ground.tempo_start_shift? It is left out.",
        "This version knows no B.horizon_days; did you mean b.horizon_days? It is left out.",
        "This version knows no command.nosuch, e; they are left out.",
    )


def test_one_unknown_key_is_left_out_in_the_singular() -> None:
    assert read(asked(weather="fine"), DEFAULT).complaints == ("This version knows no weather; it is left out.",)
