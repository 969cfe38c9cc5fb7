"""Where the database is: DATABASE_URL as people and Heroku write it, or SQLite in the data folder."""

from pathlib import Path

from sqlalchemy import URL, make_url

FILE = "llmcost.sqlite"


def database_url(setting: str | None, folder: Path) -> URL:
    """The address with the driver that we use; without a setting, the file in the folder.

    Raises ArgumentError when the setting is no address.
    """
    if setting is None:
        return URL.create("sqlite+aiosqlite", database=str(folder / FILE))
    url = make_url(setting)
    driver = "sqlite+aiosqlite" if url.get_backend_name() == "sqlite" else "postgresql+psycopg"
    return url.set(drivername=driver)
