"""The words that may stand in a request without saying anything that an estimate needs."""

FILLER = frozenset(
    """
    a an the this that my our some i we you me us it its i'd i'll let's we're like want going about
    retrain retraining re-train llama-factory llamafactory
    and with on across of for to at in from as by using use used uses run running runs ran rented rent renting
    what what's whats how much many long does do did is are be will would should could can if when
    cost costs price prices pricing expensive estimate estimated calculate compute tell show give need needs take takes
    model models transformer train trains trained training type
    param params parameter parameters token tokens gpu gpus accelerator accelerators chip chips device devices
    card cards zone cluster instance instances
    please hi hello hey thanks around roughly approximately approx circa total overall just only
    参数 训练 需要 多少 时间 模型 张 块 卡 的 在 用 和 个 一个 多少天 多少钱 多久 多长时间 成本 费用 小时 显存 数据
    co2 co2e
    data dataset corpus text mixed precision billing stack optimizer optimiser method mode term terms rate rates
    over finish finished done complete each w/ @ & + - : /
    """.split()  # noqa: SIM905 - a list of words reads best as text
)
# words that stand between the parts of a sentence, and those that only a sentence has
FUNCTION_WORDS = frozenset(
    {"a", "an", "the", "and", "with", "on", "of", "for", "to", "at", "in", "from", "as", "using"}
)
SPOKEN = frozenset(
    """
    i i'm i'd i'll i've we we're we'll we've you it me us my our is are was does do can could should would will
    how what what's which why when where who has have had need needs want wants like help please anyone
    train trains take takes cost costs estimate calculate tell show possible trying planning going thinking looking
    kindly advise estimating wondering
    """.split()  # noqa: SIM905 - a list of words reads best as text
)
# words of sentences that are no misspelt name, so that they need not be compared with all
COMMON = frozenset(
    """
    able about actually after again all almost already also always any anything around available back basically be
    because been before being best better big bigger biggest both brand build building but came certain cheap cheapest
    check colleague come compare computing continue continuing currently custom decent different domain during each
    early easily either else enough even ever every everyone exactly expect experience fast few fewest fine finetune
    first fit fits
    fully get gets getting give given go good got great guess guys had hardware he her here high home hope hour hours
    huge idea ideally in-house instead internal into job just keep kind know known large larger largest later least
    less lets likely little longer look lot lots low machine made make makes many maybe mean medical memory might
    minimum money month months more most much must near never new next nice night nobody now number off often ok old
    once only open or other others ours out over overall overnight own per perhaps possibly pretty probably project
    question questions quite rather ready realistic realistically really reasonable recently required right say second
    see setup she simple simply since size sized small so someone something somewhere soon sort source start still
    such suppose sure team than their them then there these they thing things think this those though through time
    times today together too tried try two under until up usual usually very want was way weekend well were whatever
    whether while whole wonder wondering work working works world worth yes yet your
    """.split()  # noqa: SIM905 - a list of words reads best as text
)
# what they turn round must not be read as if they were not there
NEGATIONS = frozenset({"not", "no", "without", "except", "never", "don't", "excluding", "instead", "rather"})
PARTS_OF_NAMES = frozenset(
    {"single", "dense", "moe", "llm", "llms", "tpu", "tpus", "nvidia", "amd", "intel", "instinct"}
)
