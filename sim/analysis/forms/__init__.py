"""What rival laws do to an answer: the split of its spread, the answer form by form, and the sign of a difference."""
