"""What each value rests on: rows, tables, pictures, the article's statements."""
