"""What pages show, made from the inputs: results, summaries, pictures, tables, replays."""
