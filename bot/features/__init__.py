"""One file for each thing that a person can do."""

from bot.features import (
    accuracy,
    compare,
    edit,
    estimate,
    explain,
    export,
    guide,
    home,
    later,
    listing,
    mention,
    share,
    shortcut,
)

FEATURES = (
    estimate.FEATURE,
    share.FEATURE,
    edit.FEATURE,
    explain.FEATURE,
    compare.FEATURE,
    export.FEATURE,
    guide.FEATURE,
    mention.FEATURE,
    shortcut.FEATURE,
    home.FEATURE,
    listing.FEATURE,
    accuracy.FEATURE,
    later.FEATURE,
)
