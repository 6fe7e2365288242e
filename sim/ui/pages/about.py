"""About and limits: what this is, what it leaves out, and how to use it with care."""

from __future__ import annotations

import streamlit as st

TEXT = """
Salient asks one kind of question: a foothold is being squeezed while a ceasefire is on the table. What
happens to the ground, the people and the talks if the holder withdraws now, later or not at all; if the
attacker presses or pauses; if each party accepts, bargains or stalls?

Every chart shows many simulated futures that follow from stated assumptions. Every assumption can be
seen with its source, and the main ones can be moved. Scenarios are compared with the same luck, run by
run, so that differences come from the choices and not from chance.
"""
LIMITS = """
- **Civilians are not modelled**, and neither are prisoners' fate, damage, displacement or the home
  front of either side.
- **It is no prediction.** The odds hold under the assumptions. Several of them are judgements written
  down later and are not free of hindsight; their sources say so.
- **Loss counts rest on statements of the belligerents**, with a wide range for how far they are from
  the truth.
- **Nothing finer than a settlement.** Areas of settlements are not measured; routes have no
  coordinates.
- Air power, artillery stocks, electronic warfare and fighting outside the foothold enter only through
  the pace of the advance and the danger on the roads.
- Governments answer on clocks fitted to past ceasefires. Refused offers are in no data set, so the
  clock alone would say too much; how open a government is at all is a judgement.
"""
CARE = """
- It is **not for choosing targets, timing attacks or planning operations**, and holds nothing that
  would help to.
- *Holder* and *attacker* are relative to the foothold and imply no position on the war, its causes or
  its borders. In the Kursk scenarios the attacker is the state whose territory the foothold lies in;
  the war began with its invasion of the other. Boundaries and names imply no position either.
- Sources are public; there is no personal data. Nothing you enter leaves this machine.
- Give the assumptions along with any number you quote: the scenario file and the command under *Take it
  along* make it possible for others to check.
"""
READING = """
- **95% simulation interval**: how far a number could move with more runs. It says nothing about the
  assumptions.
- **Middle half**: half of the futures lie inside, a quarter below and a quarter above.
- **Data, Estimate, Assumption**: the value was reported, fitted to data, or judged.
- A control **left at its mark** keeps the scenario's own value, often a whole range; once moved, it
  sets one fixed value.
"""
FAULTS = """
Something is wrong, or a source is missing? Please open an issue in the project's repository with the
scenario file, the seed and the number of runs; they repeat every number on this page.
"""


SECTIONS = {
    "What is left out": LIMITS,
    "Use with care": CARE,
    "How to read the numbers": READING,
    "How to report an error": FAULTS,
}
TEXT_WIDTH = 800


def page() -> None:
    """Draw the page."""
    with st.container(width=TEXT_WIDTH):
        st.title("About Salient and its limits")
        st.markdown(TEXT)
        for heading, text in SECTIONS.items():
            st.header(heading)
            st.markdown(text)
