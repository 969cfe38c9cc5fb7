"""What can be asked in words: a module for each question, and the table that every front end looks it up in."""
