"""One file for each thing that a person can do; of two that know a word, the later one answers it."""

from bot.features import (
    edit,
    estimate,
    explain,
    guide,
    home,
    house_rules,
    mention,
    menu,
    observe,
    questions,
    save,
    saved,
    share,
    shortcut,
    step,
    watch,
)

FEATURES = (
    questions.FEATURE,
    estimate.FEATURE,
    explain.FEATURE,
    share.FEATURE,
    edit.FEATURE,
    menu.FEATURE,
    guide.FEATURE,
    mention.FEATURE,
    shortcut.FEATURE,
    home.FEATURE,
    save.FEATURE,
    saved.FEATURE,
    house_rules.FEATURE,
    observe.FEATURE,
    watch.FEATURE,
    step.FEATURE,
)
