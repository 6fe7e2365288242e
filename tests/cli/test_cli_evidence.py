"""`salient evidence`: the table says what the JSON holds; what has no variance is refused."""

import json

import pytest

from tests.called import salient

ASKED = ("evidence", "tutorial/baseline", "--replications", "20", "--outcome", "area_end_km2")


def test_the_table_tells_shares_by_basis_and_ranges_beside_the_ranking(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = salient(capsys, *ASKED, "--json")
    told = json.loads(out)
    assert (code, err) == (0, "")
    assert told["runs_each"] == 7
    assert len(told["ledger"]) == sum(one["values"] for one in told["counts"].values())
    own = told["outcomes"]["area_end_km2"]
    assert set(own["shares"]) == {"article", "reported", "fitted", "judgement", "chance"}
    effects = [abs(row["per_sd"]) for row in own["values"]]
    assert effects == sorted(effects, reverse=True)
    assert all(row["low"] <= row["middle"] <= row["high"] for row in own["values"])
    code, out, _ = salient(capsys, *ASKED)
    assert code == 0
    assert own["values"][0]["path"] in out
    for word in ("alone", "in all", "at one width", "per SD", "per 10 %", "judgement"):
        assert word in out


@pytest.mark.parametrize(("name", "told"), [("first_event", "is a category"), ("rain", "is no outcome")])
def test_what_has_no_variance_is_refused_in_a_line(name: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = salient(capsys, *ASKED, "--outcome", name)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert told in err
