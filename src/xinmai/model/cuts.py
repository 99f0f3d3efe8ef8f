"""What was cut, in words: one wording for every engine, for answers are equal byte for byte (DESIGN 3, invariant 5)."""


def too_many_nodes(level: int, nodes: int) -> str:
    """Return the words for a level that does not fit into the budget."""
    return f"level {level} would pass {nodes} nodes"


def beyond_depth(depth: int) -> str:
    """Return the words for something that lies deeper than was asked."""
    return f"more lies beyond level {depth}"


def hubs_not_followed(count: int, limit: int) -> str:
    """Return the words for hubs that were named and not followed."""
    return f"{count} hub(s) with more than {limit} relations not followed"


def no_path(steps: int) -> str:
    """Return the words for a search that ended before it had looked everywhere."""
    return f"no path within {steps} steps"


def too_many_on_paths(nodes: int) -> str:
    """Return the words for shortest paths that do not fit into the budget."""
    return f"the paths would pass {nodes} nodes"


def no_longer_path(steps: int) -> str:
    """Return the words for a search that looked for no paths beyond some length, and did not find enough."""
    return f"paths of more than {steps} hops were not looked for"


def search_ended() -> str:
    """Return the words for a search among what was read that took too many steps."""
    return "TRUNCATED: the search for paths ended before it had looked everywhere"


def more_paths(shown: int, steps: int) -> str:
    """Return the words for paths that were found and are not shown."""
    return f"{shown} path(s) are shown, there are more of at most {steps} hops"
