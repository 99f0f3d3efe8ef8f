"""Where an exception came from, as a log may say it."""

import traceback
from typing import Any


def place_of(error: BaseException | None) -> dict[str, Any]:
    """Return the class of an exception and the lines it came through; its text may repeat what somebody asked for."""
    lines = traceback.extract_tb(error.__traceback__) if error is not None else []
    frames = [f"{line.filename}:{line.lineno} {line.name}" for line in lines]
    return {"exception": type(error).__qualname__, "frames": frames}
