"""Sentences: what is certain is read, and harmless words that were not used are listed in one note."""

from functools import lru_cache

from estimator.calculation.doubt import Doubt
from estimator.catalogue.nearest import Nearest
from estimator.language.amounts import POWERS, number, numeral
from estimator.language.choices import BARE
from estimator.language.devices import device
from estimator.language.draft import Draft
from estimator.language.filler import COMMON, FILLER, NEGATIONS
from estimator.language.lookup import find
from estimator.language.names import NAMED, Names
from estimator.language.naming import model
from estimator.language.options import KEYS, key
from estimator.language.sentences import is_prose
from estimator.language.tongues import SMALL_WORDS
from estimator.language.unknown import follows_the_model, is_misspelt_name, is_size, is_version
from estimator.language.words import ASSIGNS

# so near, a word is a choice with a typing error: `spott`, `precission`
_MISTYPED = 0.85
_SHORTEST_MISTYPED = 5
_CHOICES = Nearest((*BARE,))
_KEYS = Nearest((*KEYS,))
_ENDINGS = frozenset({"s", "d", "ed", "ing"})
# comparing a word with all names takes milliseconds
_MOST_COMPARED = 4
# behind a model's name these make it another model: `jamba mini`
_VARIANTS = frozenset(
    """
    air coder flash haiku large lite math maverick max medium micro mini nano next opus plus pro scout small sonnet
    tiny turbo ultra vision
    """.split()  # noqa: SIM905 - a list of words reads best as text
)
_JOINS = str.maketrans("", "", "-'/+")
# what was asked for: `how many days`, `which MFU`
_ASKED_UNITS = frozenset(
    """
    years days hours weeks months minutes years money dollars time mfu utilization
    enough sufficient suffice fit fits doable feasible realistic vram memory requirements resources hardware
    gpu-hours biggest largest big tokens/s tokens/sec throughput bill normal oom expected
    batch epochs passes afford tflops teraflops pflops max maximum size which large largest
    electricity energy co2 co2e carbon emissions footprint flops flop least minimum smallest fewest
    """.split()  # noqa: SIM905 - a list of words reads best as text
)

# what a sentence may say besides, too common to be worth a note
_SAYS_NOTHING = frozenset(
    {"have", "has", "had", "got", "get", "any", "idea", "anyone", "anybody", "know", "i'm", "i've", "also"}
)
# what makes a name say no more than of which kind: `mixtral-like`, `llama-style`
_OF_A_KIND = ("-like", "-style", "-styled", "-sized", "-scale", "-class", "-type", "-ish")


def left_out(draft: Draft, index: int) -> int:
    """The position after a harmless word of a sentence that says nothing to an estimate; 0 for any other word."""
    word = draft.sentence.at(index)
    if _is_mark(word) and is_prose(draft):
        return index + 1
    if word.endswith(_OF_A_KIND) and word.replace("-", "").isalnum() and word[0].isalpha():
        draft.unused.append(draft.sentence.span(index, index + 1))
        return index + 1
    if not _is_plain(word) or _is_assigned(draft, index) or not is_prose(draft):
        return 0
    if draft.sentence.at(index - 1) == "=" or _says_something(draft, index, word):
        return 0
    if word not in _ASKED_UNITS and word not in SMALL_WORDS and word not in _SAYS_NOTHING:
        draft.unused.append(draft.sentence.span(index, index + 1))
    return index + 1


def sized_names(draft: Draft, index: int) -> int:
    """The position after a name that nobody knows with its size (`vicuna-13b`) in a sentence: its size counts."""
    name, dash, size = draft.sentence.at(index).rpartition("-")
    if not (dash and name[:1].isalpha() and name.replace("-", "").isalnum() and is_size(size)) or not is_prose(draft):
        return 0
    if draft.names.versions(name, size) or is_misspelt_name(draft.names, name, size):
        return 0
    start, end = draft.sentence.span(index, index + 1)
    draft.bare.append((number(size[:-1], POWERS[size[-1]]), (end - len(size), end)))
    draft.unused.append((start, start + len(name)))
    return index + 1


def _is_assigned(draft: Draft, index: int) -> bool:
    """Whether a value stands behind a word: a colon behind what is no key (`need to choose: 8xh100`) only pauses."""
    sign = draft.sentence.at(index + 1)
    return sign == "=" or (sign in ASSIGNS and bool(_KEYS.close(draft.sentence.at(index), 1, _MISTYPED)))


def _is_mark(word: str) -> bool:
    """Whether a word has neither letter nor digit: `$$`, `->`, `…`."""
    return word not in {"=", "<", ">"} and not any(map(str.isalnum, word))


def _is_plain(word: str) -> bool:
    return word.translate(_JOINS).isalpha()


def _says_something(draft: Draft, index: int, word: str) -> bool:
    """Whether a word may be a misspelt name or choice, another version of a model, or turns round what follows."""
    if word in NEGATIONS:
        return _is_read(draft, index + 1)
    if (
        word.endswith("s")
        and word not in SMALL_WORDS
        and any(span[1] + 1 == draft.sentence.words[index].start for _, span in draft.bare)
    ):
        return True
    if follows_the_model(draft, index) and word in _VARIANTS:
        return True
    if index and (found := key(draft, index - 1)) and found[0].choices:
        from difflib import get_close_matches  # noqa: PLC0415 - loaded only for a word that is not known

        return bool(get_close_matches(word, found[0].choices, 1, _MISTYPED - 0.15))
    return _may_be_misspelt(draft, index, word)


def _may_be_misspelt(draft: Draft, index: int, word: str) -> bool:
    """Whether a word is near a name or choice; common words are not, and only the first others are compared."""
    behind = _size_or_version(draft, index + 1)
    if word in COMMON or word in SMALL_WORDS or len(draft.compared) >= _MOST_COMPARED:
        return False
    draft.compared.add(word)
    return _is_near(draft.names, word, behind) or _is_misspelt_key(draft, index, word)


def _size_or_version(draft: Draft, index: int) -> str:
    """What stands behind a word as in a model's name: `7b`, `v2`, `2 13b`; a number alone is a count."""
    word, following = draft.sentence.at(index), draft.sentence.at(index + 1)
    if is_version(word) and is_size(following):
        return f"{word} {following}"
    return word if is_size(word) or (is_version(word) and not word.isdigit()) else ""


@lru_cache(4096)
def _is_near(names: Names, word: str, behind: str) -> bool:
    """Whether a word is near a choice, or a chip's or model's name with the size or version behind it."""
    near = _CHOICES.close(word, 1, _MISTYPED) if len(word) >= _SHORTEST_MISTYPED else []
    return (bool(near) and word.removeprefix(near[0]) not in _ENDINGS) or is_misspelt_name(names, word, behind)


def _is_misspelt_key(draft: Draft, index: int, word: str) -> bool:
    """Whether a word is near a key that takes what stands behind it: `precison bf16`, not `provides A100s`."""
    near = _KEYS.close(word, 1, _MISTYPED) if len(word) >= _SHORTEST_MISTYPED and word not in KEYS else []
    behind = draft.sentence.at(index + 1)
    if not near or not behind:
        return False
    option = KEYS[near[0]]
    if option.choices:
        return BARE.get(behind, ("", ""))[0] == option.field or behind in option.choices
    kind = NAMED.get(option.field)
    return bool(find(draft.names, kind, behind) if kind else numeral(behind.lstrip("$")))


def _is_read(draft: Draft, index: int) -> bool:
    """Whether the word at a position says something to an estimate."""
    word = draft.sentence.at(index)
    if not word or word in FILLER:
        return False
    if word in BARE or numeral(word) or key(draft, index):
        return True
    return bool(device(draft, index) or model(draft, index))


def note_unused(draft: Draft) -> None:
    """Say in one note which words were not used, those side by side together."""
    if not draft.unused:
        return
    joined: list[tuple[int, int]] = []
    for start, end in sorted(draft.unused):
        if joined and not draft.sentence.raw[joined[-1][1] : start].strip():
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    said = dict.fromkeys(draft.sentence.raw[slice(*span)] for span in joined)
    draft.doubts.append(Doubt("not_used", f"Not used: {', '.join(said)}."))
