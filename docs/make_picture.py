"""Make the picture of the README: python docs/make_picture.py."""

from pathlib import Path

from sim.experiment.running.running import compare
from sim.report.picture import write_picture
from sim.scenario.loading import load

SCENARIOS = ("kursk/undecided", "kursk/undecided-withdraw-now", "kursk/undecided-hold")
PICTURE = Path(__file__).with_name("first-answer.png")

if __name__ == "__main__":
    write_picture(compare([load(name) for name in SCENARIOS], replications=1000, seed=1), PICTURE)
    print(f"wrote {PICTURE}")
