"""Shows the values of a failed comparison inside the shared contract too."""

import pytest

pytest.register_assert_rewrite("support")
