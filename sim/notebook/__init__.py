"""For notebooks and scripts: scenarios to change, runs as labelled frames, the app's charts, findings as HTML."""
