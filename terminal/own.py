"""One person's own defaults and measured runs, which every answer in the terminal takes."""

from estimator import load_catalogue
from estimator.catalogue.catalogue import Catalogue
from service.folder import data_folder, has_saved


def own_catalogue() -> Catalogue:
    """The catalogue as the person who types asks it."""
    folder, catalogue = data_folder(), load_catalogue()
    if not has_saved(folder):
        return catalogue
    from service.evidence import team_run  # noqa: PLC0415 - loaded only where something is kept
    from service.house_rules import default_of  # noqa: PLC0415 - as above
    from terminal.notebook import Notebook  # noqa: PLC0415 - as above

    defaults = tuple(default_of(one.content or {}, "") for one in Notebook(folder, "rules").everything())
    runs = tuple(team_run(one.content or {}, "") for one in Notebook(folder, "runs").everything())
    return catalogue.with_team(defaults, runs) if defaults or runs else catalogue
