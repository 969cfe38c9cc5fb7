"""How far a run is as people put it, written as `observe` reads it: `300B of 2T tokens in 9 days`, `30 % done`."""

import re

_AMOUNT = r"(?<![\w.,=])\d[\d,]*(?:\.\d+)?\s*(?:[bmt]|billion|million|trillion)\b"
_TOKENS = r"(?:\s+tok(?:en)?s\b)?"
_PART = re.compile(
    rf"(?P<done>{_AMOUNT}){_TOKENS}\s+(?:out\s+)?of\s+(?:the\s+)?(?P<all>{_AMOUNT}){_TOKENS}", re.IGNORECASE
)
_SHARE = re.compile(
    r"(?<![\w.,=])(?P<share>\d+(?:\.\d+)?)\s*(?:%|per ?cent)\s*(?:is\s+)?(?:done|complete[d]?|finished|through|trained|"
    r"of the way(?: through)?)\b",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"\b(?:step|iteration|iter|update)s?\s+(?P<done>\d[\d,]*k?)\s*(?:/|(?:out\s+)?of)\s*(?P<all>\d[\d,]*k?)(?!\w)",
    re.IGNORECASE,
)
_HAS_BEGUN = re.compile(r"\b(?:done|trained|processed|seen|consumed|so far|finished|through|into)\b", re.IGNORECASE)
_TOOK = re.compile(
    r"\b(?:in|within|over|for|took)\s+(?=\d+(?:\.\d+)?\s*(?:h(?:ou)?rs?|d(?:ays?)?|weeks?)\b)", re.IGNORECASE
)


def as_progress(text: str, *, is_asked: bool = False) -> str | None:
    """The text with `done=` and `after`; None for a text that tells of no progress."""
    text = _STEP.sub(_share_of_steps, text, count=1)
    part, share = _PART.search(text), _SHARE.search(text)
    if not (share or (part and (is_asked or _HAS_BEGUN.search(text)))):
        return None
    if part:
        told = f"done={_tight(part['done'])} tokens={_tight(part['all'])}"
        text = f"{text[: part.start()]}{told}{text[part.end() :]}"
    else:
        text = _SHARE.sub(lambda found: f"done={found['share']}%", text, count=1)
    return _TOOK.sub("after ", text, count=1)


def _share_of_steps(match: re.Match[str]) -> str:
    """`step 12000 of 50000` as the share that is done and all the steps."""
    done, whole = (float(match[name].lower().replace(",", "").replace("k", "e3")) for name in ("done", "all"))
    return f"{100 * done / whole:.6g}% done {match['all']} steps" if whole else match[0]


def _tight(amount: str) -> str:
    """An amount in one word: `2T`, `300billion`."""
    return "".join(amount.replace(",", "").split())
