"""Rival laws of attrition, a file a form: people killed and wounded of both sides for a piece of fighting."""
