"""The world of compiled code: one block of words, laid out from the declarations of the state."""
