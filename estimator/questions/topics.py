"""The topics of the help: the language by what it speaks of, and each question, with examples that run."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from estimator.questions.question import Question


class Topic(NamedTuple):
    """A page of help: its name, a sentence or two, and examples, each with what it answers."""

    name: str
    about: str
    examples: Mapping[str, str]


LANGUAGE = (
    Topic(
        "accelerators",
        "A name, with or without the memory and the form, and how many of them.",
        {
            "7B 1T h100": "a bare H100 is the SXM one with 80 GB",
            "7B 1T 1024xh100-80gb": "1,024 of them",
            "7B 1T 16 nodes of 8 mi300x": "128 of them",
            "7B 1T v5p-512": "a TPU slice: v5p counts cores, so 256 chips",
        },
    ),
    Topic(
        "time",
        "A number of accelerators gives the days; a deadline gives the accelerators.",
        {
            "70B 2T 2048xh100": "how long on 2,048",
            "70B 2T h100 deadline=30d": "how many for 30 days",
            "70B 2T h100 in 6 weeks": "the same in words",
        },
    ),
    Topic(
        "money",
        "A price for an accelerator-hour, or a provider and its terms; a budget is checked.",
        {
            "70B 2T a100 $1.80/h": "your own price",
            "70B 2T h100 provider=aws": "that provider's list price",
            "70B 2T h100 spot": "spot instead of on demand",
            "70B 2T h100 budget=$3M": "does it hold, and by how much",
            "70B 2T h100 overhead=20%": "storage, network and head nodes on top",
        },
    ),
    Topic(
        "training",
        "How it is trained: precision, sequence, batch, recomputation, method, and how well the stack is tuned.",
        {
            "70B 2T h100 precision=fp8": "matrix products in FP8",
            "8B 1T h100 seq=32k": "long sequences: attention is counted",
            "70B 10B h100 method=lora": "adapters only: two thirds of the work",
            "7B 1B 64xh100 grpo": "reinforcement on sampled answers, the sampling included (sampling=8%)",
            "8B 1T 64xh100 teacher=70B": "a student that learns from a larger model",
            "175B 300B h100 stack=tuned": "what vendors and MLPerf submissions reach",
            "7B 1T a100 x3 epochs": "three passes over the data",
            "2e24 FLOP on h100": "work, in place of a size or its tokens",
        },
    ),
    Topic(
        "energy",
        "Electricity and emissions: the place, the data centre, the price of power.",
        {
            "70B 2T h100 grid=france": "emissions on the French grid",
            "70B 2T h100 pue=1.1 power=0.12/kWh": "your data centre and your electricity price",
        },
    ),
    Topic(
        "models",
        "A model by its name, by its size, or your own: from the Hugging Face hub, or from its config.json, which the "
        "form behind Edit and `llmcost --config FILE` take.",
        {
            "deepseek-v3 h800": "a model of the catalogue, with its published tokens",
            "30B-A3B 5T h100": "30B parameters, of which a token passes 3B",
            "hf:Qwen/Qwen2.5-7B 1T h100": "any model of the hub that is open to all",
        },
    ),
    Topic(
        "share",
        "The answer is for you alone until you press Share or Share & pin, or say so in the text.",
        {
            "70B 2T a100 mfu=0.5 share": "post it to the channel straight away",
            "70B 2T a100 mfu=0.5 pin": "post it and pin it",
        },
    ),
)


def topics_of(questions: Iterable[Question]) -> tuple[Topic, ...]:
    """Every topic once: the first question, the language, then the other questions; those of one name are one."""
    first, *others = (Topic(question.word, question.about, question.examples) for question in questions)
    topics: dict[str, Topic] = {}
    for topic in (first, *LANGUAGE, *others):
        known = topics.get(topic.name)
        topics[topic.name] = _joined(known, topic) if known else topic
    return tuple(topics.values())


def _joined(first: Topic, second: Topic) -> Topic:
    return Topic(first.name, f"{first.about} {second.about}", {**first.examples, **second.examples})


def topic(name: str, topics: Sequence[Topic]) -> Topic | None:
    """A topic by its name or the nearest to it."""
    names = {entry.name: entry for entry in topics}
    near = get_close_matches(name.strip().lower(), names, n=1, cutoff=0.6)
    return names[near[0]] if near else None


def guide(name: str, topics: Sequence[Topic]) -> str:
    """One topic as text, or all of them where none is named."""
    chosen = topic(name, topics) if name.strip() else None
    pages = [_page(entry) for entry in ([chosen] if chosen else topics)]
    if name.strip() and not chosen:
        pages.insert(0, f'There is no help on "{name.strip()}". These are the topics:')
    return "\n\n".join(pages)


def _page(entry: Topic) -> str:
    width = max(map(len, entry.examples))
    lines = [f"  {example:<{width}}  {meaning}" for example, meaning in entry.examples.items()]
    return "\n".join([f"{entry.name}: {entry.about}", *lines])
