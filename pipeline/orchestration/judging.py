"""Judges the pending rows of a stage table; what is wrong with one report goes to quarantine with it.

What belongs here: telling what reports are to blame for from what stops everybody. What does not: the checks
(`pipeline/quality`) and where reports are set aside (`pipeline/engines`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.quality import CheckResult

Results = tuple[CheckResult, ...]
Reasons = Mapping[str, Sequence[str]]
"""By doc_id, a sentence for each check that the report did not pass."""


def judged(judge: Callable[[], Results], set_aside: Callable[[Reasons], None]) -> Results:
    """What `judge` comes to, after `set_aside` was called for the reports that it blames, until it blames no more.

    A check that passes without them keeps what it first found, and says how many reports were set aside for it: it
    warns. What no report can be blamed for, or what could not run, stays as it is and forbids the publish.
    """
    found: dict[str, CheckResult] = {}
    blamed: dict[str, set[str]] = defaultdict(set)
    tried: set[str] = set()
    results = judge()
    while any(not tried.issuperset(result.doc_ids) for result in _blaming(results)):
        for result in _blaming(results):
            found.setdefault(result.spec.check_id, result)
            blamed[result.spec.check_id].update(result.doc_ids)
        set_aside(_reasons(_blaming(results)))
        tried.update(*blamed.values())
        results = judge()
    return tuple(
        _set_aside_for(found[result.spec.check_id], len(blamed[result.spec.check_id]))
        if result.spec.check_id in found and not result.forbids_publish
        else result
        for result in results
    )


def _blaming(results: Results) -> Iterable[CheckResult]:
    return (result for result in results if result.forbids_publish and result.doc_ids)


def _reasons(results: Iterable[CheckResult]) -> Reasons:
    reasons: dict[str, list[str]] = defaultdict(list)
    for result in results:
        for doc_id in result.doc_ids:
            reasons[doc_id].append(f"{result.spec.check_id} ({result.spec.description})")
    return reasons


def _set_aside_for(found: CheckResult, reports: int) -> CheckResult:
    words = "1 report was set aside for it" if reports == 1 else f"{reports:,} reports were set aside for it"
    return replace(found, set_aside=reports, detail=f"{found.detail}; {words}")
