"""What happens: state, laws and processes of a foothold that is squeezed while a ceasefire is on the table."""
