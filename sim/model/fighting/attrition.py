"""Attrition: people killed or wounded on both sides while fighting, by one of several rival laws.

The laws stand a file each in `laws`; what each rests on is in law_forms.py. Leaves out equipment, the kind of arm, and
who fires; counts come from belligerents and carry a bias parameter.
"""

from sim.model.declarations.rival_laws import chosen_among
from sim.model.ground.people import hurt
from sim.model.numbers.compilable import compilable
from sim.model.world.dimensions import ATTACKER, HOLDER
from sim.scenario.values.law_forms import ATTRITION

losses = chosen_among(ATTRITION)


@compilable
def fight(world, contested_km2, given_up_km2, front_km_days, quiet_km_days, rate):
    """Losses of both sides for a piece of fighting, by the scenario's form.

    Ground contested and given up [km²]; front in action and quiet front [km days]; rate of advance [km²/day/km].
    """
    form = int(world.rules.attrition_form)
    attacker, holder = losses(form, world, contested_km2, given_up_km2, front_km_days, quiet_km_days, rate)
    hurt(world, ATTACKER, attacker, 0.0)
    hurt(world, HOLDER, holder, 0.0)
