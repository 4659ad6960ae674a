"""The workspace: options that change what is produced change where it is kept."""

from __future__ import annotations

import pytest

from pipeline.errors import ZhibiaoError
from pipeline.orchestration.resources import Workspace
from pipeline.readers import ReadLimits


def test_limits_replace_the_usual_ones_in_their_own_type():
    limits = Workspace(limits={"max_pages": 300, "max_seconds": 2}).read_limits
    assert (limits.max_pages, limits.max_seconds) == (300, 2.0)
    assert isinstance(limits.max_pages, int)
    assert limits.max_bytes == ReadLimits().max_bytes


def test_an_unknown_limit_is_refused_with_those_that_exist():
    with pytest.raises(ZhibiaoError, match=r"no limit 'max_page'.*max_pages"):
        _ = Workspace(limits={"max_page": 300}).read_limits


def test_other_limits_or_buckets_are_another_place():
    usual = Workspace()
    assert usual.store.key != Workspace(limits={"max_pages": 300}).store.key
    assert usual.store.key != Workspace(buckets=8).store.key
    assert usual.store.key == Workspace().store.key
    assert Workspace(limits={"max_pages": ReadLimits().max_pages}).store.key == usual.store.key
