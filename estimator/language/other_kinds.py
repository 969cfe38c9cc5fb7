"""Models that are none of language, `stable diffusion`, `whisper`: what to say where they are asked about."""

import re

from estimator.errors import RequestError, UnreadableWordError

_OTHERS = re.compile(
    r"\b(?:stable[- ]diffusion|sdxl|diffusion|whisper|wav2vec\d?|resnet\d*|yolo\w*|vit|clip|dall-?e|dino\w*|unet|"
    r"images?|audio|videos?|speech|hours of (?:audio|speech|video))\b",
    re.IGNORECASE,
)


def of_another_kind(text: str, error: RequestError) -> RequestError | None:
    """The error of a request that cannot be read and speaks of images, audio or video; None for any other."""
    match = _OTHERS.search(text)
    if match is None or error.suggestions:
        return None
    return UnreadableWordError(
        f'I estimate language models, and "{match[0]}" is none.',
        "Other models are counted where you say their parameters and the tokens that they see: `1B 50B a100`.",
        span=match.span(),
        suggestions=("1B 50B a100",),
    )
