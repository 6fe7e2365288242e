"""Rival views of the terms, a file a form: the delay of a government's clock by terms and by ground."""
