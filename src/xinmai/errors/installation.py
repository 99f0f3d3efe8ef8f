"""Settings, files and ports of the installation."""

from xinmai.errors.base import XinmaiError


class SettingsError(XinmaiError):
    """A setting has no usable value."""

    code = "SETTINGS"
    hint = "See the table of settings in docs/settings.md."

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}")


class CannotListen(XinmaiError):
    """The server cannot listen on its address."""

    code = "CANNOT_LISTEN"
    hint = "End what listens there, or name another --host or --port; --port 0 takes a free one."

    def __init__(self, host: str, port: int, problem: str) -> None:
        super().__init__(f"{host} port {port}: {problem}.")


class ResourceMissing(XinmaiError):
    """A data file of the installation is not there."""

    code = "RESOURCE_MISSING"
    hint = "Install the package again, or run from a complete checkout."

    def __init__(self, name: str) -> None:
        super().__init__(f"The installation has no {name}.")
