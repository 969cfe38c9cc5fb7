"""The words that may stand in a request without saying anything that an estimate needs."""

FILLER = frozenset(
    """
    a an the this that my our some i we you me us it its i'd i'll let's we're like want going about
    and with on across of for to at in from as by using use used uses run running runs ran rented rent renting
    what what's how much many long does do did is are be will would should could can if when
    cost costs price prices pricing expensive estimate estimated calculate compute tell show give need needs take takes
    model models transformer train trains trained training type
    param params parameter parameters token tokens gpu gpus accelerator accelerators chip chips device devices
    card cards zone cluster instance instances
    please hi hello hey thanks around roughly approximately approx circa total overall just only
    data dataset corpus text mixed precision billing stack optimizer optimiser method mode term terms rate rates
    over finish finished done complete each @ & + - :
    """.split()  # noqa: SIM905 - a list of words reads best as text
)
# words that stand between the parts of a sentence, and those that only a sentence has
FUNCTION_WORDS = frozenset({"a", "an", "the", "and", "with", "on", "of", "for", "to", "at", "in", "from", "as", "using"})
SPOKEN = frozenset(
    """
    i i'm i'd i'll i've we we're we'll we've you it me us my our is are was does do can could should would will
    how what what's which why when where who has have had need needs want wants like help please anyone
    train trains take takes cost costs estimate calculate tell show possible trying planning going thinking looking
    """.split()  # noqa: SIM905 - a list of words reads best as text
)
PARTS_OF_NAMES = frozenset({"single", "dense", "moe", "llm", "llms", "tpu", "tpus", "nvidia", "amd", "intel", "instinct"})
