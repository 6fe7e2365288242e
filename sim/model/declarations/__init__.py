"""What a thing of the model is, declared once, and what is made from such declarations."""
