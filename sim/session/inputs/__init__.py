"""What a reader chose: scenarios, uploads, changes, and the address that keeps them."""
