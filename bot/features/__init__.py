"""One file for each thing that a person can do; of two that know a word, the later one answers it."""

from bot.features import edit, estimate, export, guide, home, mention, questions, share, shortcut

FEATURES = (
    questions.FEATURE,
    estimate.FEATURE,
    share.FEATURE,
    edit.FEATURE,
    export.FEATURE,
    guide.FEATURE,
    mention.FEATURE,
    shortcut.FEATURE,
    home.FEATURE,
)
