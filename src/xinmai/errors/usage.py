"""What the caller asked for cannot be asked."""

from xinmai.errors.base import XinmaiError


class UsageError(XinmaiError):
    """The caller asked for something that cannot be asked."""

    code = "BAD_USER_INPUT"
    hint = "Correct the argument and ask again."


class BadArgument(UsageError):
    """One argument of a question has no usable value."""

    def __init__(self, argument: str, problem: str) -> None:
        self.argument = argument
        super().__init__(f"{argument}: {problem}")


class UnknownId(UsageError):
    """An id that is nothing in this view."""

    code = "NOT_FOUND"
    hint = "Look the subject up with `search` or `party(by:)`; ids have the form namespace:id."

    def __init__(self, public_id: str) -> None:
        self.public_id = public_id
        super().__init__(f"Nothing has the id {public_id} in this view.")


class QueryTooLarge(UsageError):
    """A GraphQL document asks for more than one request may."""

    code = "QUERY_TOO_LARGE"
    hint = "Ask for less at once: fewer levels, smaller `first` and `limit`, or several requests."

    def __init__(self, what: str, found: int, allowed: int, where: str = "") -> None:
        place = f" at {where}" if where else ""
        super().__init__(f"The {what} of the query is {found}{place}; {allowed} is allowed.")


class QueryFileError(UsageError):
    """A document or variable for `xinmai query` cannot be used."""

    code = "QUERY_FILE"
    hint = "Give a readable .graphql file and variables as --var name=value."

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(f"{file}: {problem}")


class TooManyJobs(UsageError):
    """As many long questions are being answered as may be at once."""

    code = "TOO_MANY_JOBS"
    hint = "Ask again in a minute, or ask about 50 parties at most: that is answered at once."

    def __init__(self, running: int) -> None:
        super().__init__(f"{running} long questions are being answered.")
