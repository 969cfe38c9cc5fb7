"""Text to Request and Request to text: every word has a place, every misreading a name."""

from estimator.language.commands import COMMANDS, first_word
from estimator.language.names import Names
from estimator.language.reading import Reading, read
from estimator.language.writing import write

__all__ = ["COMMANDS", "Names", "Reading", "first_word", "read", "write"]
