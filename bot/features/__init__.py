"""One file for each thing that a person can do."""

from bot.features import compare, edit, estimate, export, help, home, later, listing, mention, share, shortcut

FEATURES = (
    estimate.FEATURE,
    share.FEATURE,
    edit.FEATURE,
    compare.FEATURE,
    export.FEATURE,
    help.FEATURE,
    mention.FEATURE,
    shortcut.FEATURE,
    home.FEATURE,
    listing.FEATURE,
    later.FEATURE,
)
