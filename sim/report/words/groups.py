"""The six groups under which people look for a value: ground, forces, supply, decisions, talks, truce."""

from __future__ import annotations

from sim.language.saying import spoken

GROUPS = ("ground", "forces", "supply", "decisions", "talks", "truce")
GROUP_TITLES = {
    "ground": spoken("Ground"),
    "forces": spoken("Forces"),
    "supply": spoken("Supply"),
    "decisions": spoken("Decisions"),
    "talks": spoken("Talks"),
    "truce": spoken("Truce"),
}
OF_SECTION = {
    "ground": "ground",
    "assault": "ground",
    "weather": "ground",
    "theatre": "ground",
    "attacker": "forces",
    "holder": "forces",
    "attrition": "forces",
    "supply": "supply",
    "command": "decisions",
    "withdrawal": "decisions",
    "start": "decisions",
    "horizon_days": "decisions",
    "forms": "decisions",
    "talks": "talks",
    "truce": "truce",
}


def group_of(path: str) -> str:
    """The group of a value by its path; KeyError for a section without one (a test keeps the table whole)."""
    return OF_SECTION[path.partition(".")[0]]
