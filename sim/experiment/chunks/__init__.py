"""Finished chunks of runs that have not ended, wherever they are kept until a result is made of them."""
