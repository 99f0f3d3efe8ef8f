"""What time it is; everything below is told."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from xinmai.model.dates import CHINA
from xinmai.settings import Settings


def now() -> datetime:
    """Return this instant: what a load is recorded at."""
    return datetime.now(UTC)


def today_of(settings: Settings) -> Callable[[], date]:
    """Return what says the day that counts as today: the pinned one, else the day in China."""
    pinned = settings.today
    return (lambda: pinned) if pinned is not None else (lambda: datetime.now(CHINA).date())
