"""The questions for programs and agents, over the Model Context Protocol."""
