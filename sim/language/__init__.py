"""Sentences, numbers and dates in the language of the reader; English stands in the code, others in catalogues."""
