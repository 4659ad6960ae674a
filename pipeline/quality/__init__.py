"""Runs the expectation suites of `expectations/` and says of each check whether it passed, failed or could not run.

    declared_checks()                                    # CheckSpec of every check, cheap: for asset check specs
    check_stage_table("numbers", {"numbers": rows, ...}) # results of one stage table's suite; give upstream tables too
    check_warehouse(connection, published=path)          # results of all warehouse suites over `open_staged(path)`
    write_audit(data, audit_of(now, "…", results))       # the page that shows them, beside the warehouse

A CheckResult says `forbids_publish` where an `error` check did not pass (a check that could not run included). Only the
functions that run checks import Great Expectations, which is slow.
"""

from pipeline.quality.audit import check_stage_table, check_warehouse
from pipeline.quality.audits import Audit, AuditSummary, audit_of, last_audit, write_audit
from pipeline.quality.data_docs import write_data_docs
from pipeline.quality.outcomes import CheckResult, CheckSpec, Layer, Outcome, Severity
from pipeline.quality.suites import Suite, checks_fingerprint, declared_checks, load_suites

__all__ = [
    "Audit",
    "AuditSummary",
    "CheckResult",
    "CheckSpec",
    "Layer",
    "Outcome",
    "Severity",
    "Suite",
    "audit_of",
    "check_stage_table",
    "check_warehouse",
    "checks_fingerprint",
    "declared_checks",
    "last_audit",
    "load_suites",
    "write_audit",
    "write_data_docs",
]
