"""Fixture policy.

Pure tests (model, rules, analysis) draw small graphs with `support.graphs` and `support.drawn`: nothing is opened.
Stores: `StoreContract` runs on every engine; a test that needs a graph opens the embedded store in `tmp_path`.
Answers: the demo network in seed/demo, whose README states them. Real data (../shared/data) is read in place, never copied;
such a test is skipped with a reason where it is absent.
"""

import pytest
from hypothesis import settings

pytest.register_assert_rewrite("support")
settings.register_profile("without a clock", deadline=None)
settings.load_profile("without a clock")
