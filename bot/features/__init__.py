"""One file for each thing that a person can do."""

from bot.features import (
    accuracy,
    compare,
    edit,
    estimate,
    export,
    guide,
    home,
    later,
    listing,
    mention,
    save,
    saved,
    share,
    shortcut,
)

FEATURES = (
    estimate.FEATURE,
    share.FEATURE,
    edit.FEATURE,
    compare.FEATURE,
    export.FEATURE,
    guide.FEATURE,
    mention.FEATURE,
    shortcut.FEATURE,
    home.FEATURE,
    listing.FEATURE,
    save.FEATURE,
    saved.FEATURE,
    accuracy.FEATURE,
    later.FEATURE,
)
