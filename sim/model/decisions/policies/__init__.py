"""Rival policies of the holder's staff, a file each: whether a review ends in an order to withdraw."""
