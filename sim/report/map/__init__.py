"""The schematic map of a theatre and the chance that its ground is held."""
