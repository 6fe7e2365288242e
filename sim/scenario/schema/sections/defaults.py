"""What defaults of the schema share: the day that never comes, and the source of what is judged here."""

NEVER = float("inf")
ASSUMED = {"source": "judgement-salient"}
