"""Files as people write them: text, YAML with places, references, shipped folders."""
