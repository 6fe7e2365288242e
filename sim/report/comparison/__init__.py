"""One to four scenarios side by side: numbers, pictures, sentences."""
