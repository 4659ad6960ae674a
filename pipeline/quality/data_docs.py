"""Great Expectations' own pages (Data Docs) of an audit, made on demand: they take seconds, and a page a suite.

What belongs here: telling Great Expectations our results in its own words. What does not: judging again, so that these
pages and `audit.html` never disagree, and no more memory is needed than for the checks. Great Expectations writes
values into its pages as they are, so what comes from reports is escaped here.
"""

from __future__ import annotations

import html
import os
import shutil
from pathlib import Path
from typing import Any

from pipeline.errors import SuiteError
from pipeline.quality.audit_page import shown
from pipeline.quality.audits import Audit
from pipeline.quality.outcomes import CheckResult, Outcome
from pipeline.quality.suites import EXPECTATIONS_FOLDER, Suite, load_suites

SITE = "audit"


def write_data_docs(audit: Audit, folder: Path, suites_folder: Path = EXPECTATIONS_FOLDER) -> Path:
    """Writes the Data Docs of an audit into `folder`, in place of earlier ones; their first page.

    Raises SuiteError where Great Expectations cannot show a suite (it only logs that).
    """
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations
    from great_expectations.core.run_identifier import RunIdentifier

    shutil.rmtree(folder, ignore_errors=True)
    context = great_expectations.get_context(mode="ephemeral")
    context.add_data_docs_site(
        SITE,
        {
            "class_name": "SiteBuilder",
            "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
            "store_backend": {
                "class_name": "TupleFilesystemStoreBackend",
                "base_directory": str(folder.resolve()),
            },
        },
    )
    run = RunIdentifier(run_name=SITE, run_time=audit.at)
    tables = []
    for suite in load_suites(suites_folder):
        results = {result.spec.check_id: result for result in audit.results if result.spec.table == suite.table}
        if results:
            _store(context, suite, results, run)
            tables.append(suite.table)
    context.build_data_docs(site_names=[SITE])
    for table in tables:
        if not list((folder / "validations" / table).rglob("*.html")):
            raise SuiteError(folder, f"Great Expectations made no page of {table}", "See audit.html, which has it")
    return folder / "index.html"


def _store(context: Any, suite: Suite, results: dict[str, CheckResult], run: Any) -> None:
    """Puts a suite and its results into the stores of the context."""
    import great_expectations
    from great_expectations.core import ExpectationSuite, ExpectationSuiteValidationResult
    from great_expectations.data_context.types.resource_identifiers import (
        ExpectationSuiteIdentifier,
        ValidationResultIdentifier,
    )

    kept = [
        ({**expectation, "description": spec.description}, results[spec.check_id])
        for expectation, spec in zip(suite.expectations, suite.specs, strict=True)
        if spec.check_id in results
    ]
    known = ExpectationSuite(suite.table, expectations=[expectation for expectation, _ in kept])
    context.suites.add(known)
    configurations = [expectation.configuration for expectation in known.expectations]
    found = [
        _validation(configuration, result) for configuration, (_, result) in zip(configurations, kept, strict=True)
    ]
    passed = sum(result.outcome is Outcome.PASSED for _, result in kept)
    statistics = {
        "evaluated_expectations": len(kept),
        "successful_expectations": passed,
        "unsuccessful_expectations": len(kept) - passed,
        "success_percent": 100 * passed / len(kept),
    }
    batch = f"{suite.layer}-{suite.table}"
    validation = ExpectationSuiteValidationResult(
        success=passed == len(kept),
        results=found,
        suite_name=suite.table,
        statistics=statistics,
        meta={"run_id": run, "great_expectations_version": great_expectations.__version__},
    )
    key = ValidationResultIdentifier(ExpectationSuiteIdentifier(suite.table), run, batch)
    context.validation_results_store.set(key, validation)


def _validation(configuration: Any, result: CheckResult) -> Any:
    """One result in the words of Great Expectations, which has no third outcome: what could not run is an exception."""
    from great_expectations.core import ExpectationValidationResult

    errored = result.outcome is Outcome.ERRORED
    return ExpectationValidationResult(
        success=result.outcome is Outcome.PASSED,
        expectation_config=configuration,
        result={} if errored else _counts(result, configuration.kwargs),
        exception_info={
            "raised_exception": errored,
            "exception_message": harmless(result.detail) if errored else None,
            "exception_traceback": "" if errored else None,
        },
    )


def harmless(value: object) -> str:
    """A value as text that no page takes for markup."""
    return html.escape(shown(value))


def _counts(result: CheckResult, kwargs: dict[str, Any]) -> dict[str, Any]:
    rows, column = result.rows_examined, kwargs.get("column")
    if "column_list" in kwargs:  # its renderer wants the columns that were found
        found = kwargs["column_list"] if result.outcome is Outcome.PASSED else [harmless(result.detail)]
        return {"observed_value": found}
    counts: dict[str, Any] = {"observed_value": result.failing_rows if rows is None else rows}
    if rows:
        unexpected = [example.get(column) for example in result.examples] if column else []
        percent = 100 * result.failing_rows / rows
        counts |= {
            "element_count": rows,
            "unexpected_count": result.failing_rows,
            "unexpected_percent": percent,
            "unexpected_percent_total": percent,
            "partial_unexpected_list": [harmless(value) for value in unexpected],
        }
    return counts
