"""Whose fault a failed check is, and what is then judged again."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.orchestration.judging import judged
from pipeline.quality import CheckResult, CheckSpec, Layer, Outcome, Severity


@dataclass
class Table:
    """Rows of reports under two checks: `lengths` offends for the reports named there, and so on."""

    offending: dict[str, set[str]]
    severity: Severity = Severity.ERROR
    set_aside: dict[str, list[str]] = field(default_factory=dict)
    obstinate: frozenset[str] = frozenset()
    """Reports whose rows stay though they are set aside."""

    def judge(self) -> tuple[CheckResult, ...]:
        return tuple(self._result(name) for name in self.offending)

    def _result(self, name: str) -> CheckResult:
        spec = CheckSpec(name, "numbers", Layer.STAGE, self.severity, f"about {name}", None)
        left = self.offending[name] - (self.set_aside.keys() - self.obstinate)
        named = tuple(sorted(doc_id for doc_id in left if doc_id != "nobody"))
        outcome = Outcome.FAILED if left else Outcome.PASSED
        return CheckResult(spec, outcome, len(left), ({"rows": len(left)},), f"{len(left)} rows", None, named)

    def put_aside(self, reasons) -> None:
        self.set_aside.update({doc_id: list(why) for doc_id, why in reasons.items()})

    def judged(self) -> tuple[CheckResult, ...]:
        return judged(self.judge, self.put_aside)


def test_where_all_passes_nobody_is_set_aside():
    table = Table({"lengths": set(), "offsets": set()})
    assert [result.outcome for result in table.judged()] == [Outcome.PASSED] * 2
    assert table.set_aside == {}


def test_reports_that_offend_are_set_aside_for_each_check_and_the_check_warns():
    table = Table({"lengths": {"a", "b"}, "offsets": {"b"}, "digits": set()})
    lengths, offsets, digits = table.judged()
    assert table.set_aside == {
        "a": ["lengths (about lengths)"],
        "b": ["lengths (about lengths)", "offsets (about offsets)"],
    }
    assert (lengths.set_aside, offsets.set_aside, digits.set_aside) == (2, 1, 0)
    assert lengths.outcome is Outcome.FAILED
    assert lengths.warns
    assert not lengths.forbids_publish
    assert lengths.examples == ({"rows": 2},)
    assert lengths.detail == "2 rows; 2 reports were set aside for it"
    assert offsets.detail == "1 rows; 1 report was set aside for it"
    assert digits.outcome is Outcome.PASSED


def test_what_no_report_can_be_blamed_for_forbids_the_publish():
    table = Table({"lengths": {"nobody"}, "offsets": {"a"}})
    lengths, offsets = table.judged()
    assert lengths.forbids_publish
    assert lengths.set_aside == 0
    assert not offsets.forbids_publish
    assert list(table.set_aside) == ["a"]


def test_a_check_that_still_fails_without_the_reports_it_blames_forbids_the_publish():
    table = Table({"lengths": {"a", "nobody"}})
    (lengths,) = table.judged()
    assert lengths.forbids_publish
    assert list(table.set_aside) == ["a"]


def test_a_report_that_cannot_be_set_aside_is_tried_once():
    table = Table({"lengths": {"a"}}, obstinate=frozenset("a"))
    (lengths,) = table.judged()
    assert lengths.forbids_publish


def test_a_warning_sets_nobody_aside():
    table = Table({"lengths": {"a"}}, Severity.WARN)
    (lengths,) = table.judged()
    assert lengths.warns
    assert table.set_aside == {}
