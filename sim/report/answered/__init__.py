"""What pages and briefs show of an answer: pictures under their findings, and the words around them."""
