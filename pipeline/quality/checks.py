"""Runs the checks of suites over a DuckDB connection and says what came of each.

Great Expectations judges; DuckDB brings the rows. What does not belong here: which tables a run looks at (`audit.py`).
"""

from __future__ import annotations

import functools
import logging
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pipeline.errors import WarehouseError
from pipeline.quality.outcomes import CheckResult, CheckSpec, Outcome
from pipeline.quality.sentences import with_sentences
from pipeline.quality.suites import Suite
from pipeline.warehouse import read_statement

if TYPE_CHECKING:
    import duckdb
    import pandas

SLICE_ROWS = 100_000
"""Rows that are judged at a time: bounds memory, at no cost in time."""

ROW_COUNT = "expect_table_row_count_to_equal"

EXAMPLES = 10
EXAMPLE_CHARACTERS = 200
"""Longer text in an example is cut: a report's whole text would bury the message."""


@dataclass(slots=True)
class _Tally:
    """What is known so far of one check, while slices come in."""

    failing_rows: int = 0
    examples: list[dict[str, Any]] = field(default_factory=list)
    doc_ids: set[str] = field(default_factory=set)
    problem: str | None = None
    observed: str | None = None
    has_failed: bool = False
    is_judged: bool = False
    """Whether a result came at all: what Great Expectations cannot build it leaves out, with a line in its log."""


def run_suites(connection: duckdb.DuckDBPyConnection, suites: Iterable[Suite]) -> tuple[CheckResult, ...]:
    """The results of all checks of some suites, in their order. Never raises for what a check meets: it is `errored`.

    The queries of all suites are judged together, since an empty answer costs as much to judge as a full one.
    """
    judge, declared = _Judge.shared(), list(suites)
    found: list[CheckResult] = []
    queried: list[tuple[CheckSpec, dict[str, Any]]] = []
    for suite in declared:
        checks = list(zip(suite.specs, suite.expectations, strict=True))
        plain = [check for check in checks if check[0].query is None]
        found += _judge_frame(judge, connection, suite.frame, plain) if plain else []
        queried += [check for check in checks if check[0].query is not None]
    found += _judge_queries(judge, connection, queried)
    by_spec = {result.spec: result for result in found}
    return tuple(with_sentences(connection, by_spec[spec]) for suite in declared for spec in suite.specs)


def _judge_frame(
    judge: _Judge,
    connection: duckdb.DuckDBPyConnection,
    frame: str,
    checks: Sequence[tuple[CheckSpec, dict[str, Any]]],
) -> list[CheckResult]:
    """Checks over the rows of a table."""
    import duckdb

    tallies = [_Tally() for _ in checks]
    rows = 0
    try:
        for slice_ in _slices(connection, frame):
            rows += len(slice_)
            judge.judge(slice_, [expectation for _, expectation in checks], tallies)
    except duckdb.Error as error:
        return [_errored(spec, f"its rows cannot be read: {error}") for spec, _ in checks]
    return [_result(spec, tally, rows) for (spec, _), tally in zip(checks, tallies, strict=True)]


def _judge_queries(
    judge: _Judge,
    connection: duckdb.DuckDBPyConnection,
    checks: Sequence[tuple[CheckSpec, dict[str, Any]]],
) -> list[CheckResult]:
    """Checks over the rows that queries return: they are the offending ones, and none is expected.

    To judge costs the same however few rows there are, and mostly there are none: where only their number is asked for,
    all that is empty is judged at once.
    """
    import duckdb

    tallies = [_Tally() for _ in checks]
    empty: list[int] = []
    for place, ((spec, expectation), tally) in enumerate(zip(checks, tallies, strict=True)):
        try:
            frame, count = _offending_rows(connection, spec)
        except (duckdb.Error, WarehouseError) as error:
            tally.problem = f"its query cannot run: {error}"
            continue
        if frame.empty and expectation["type"] == ROW_COUNT:
            empty.append(place)
            continue
        judge.judge(frame, [expectation], [tally])
        if tally.has_failed:
            tally.failing_rows = count
            tally.examples = [_example(row) for row in frame.head(EXAMPLES).to_dict("records")]
            tally.doc_ids = _doc_ids(frame)
    if empty:
        judge.judge_no_rows([checks[place][1] for place in empty], [tallies[place] for place in empty])
    return [_result(spec, tally, None) for (spec, _), tally in zip(checks, tallies, strict=True)]


def _offending_rows(connection: duckdb.DuckDBPyConnection, spec: CheckSpec) -> tuple[pandas.DataFrame, int]:
    """The first rows that the query of a check returns, and how many there are."""
    assert spec.query is not None, "the caller has looked"
    query = read_statement("checks", spec.query).text.rstrip().rstrip(";")
    frame = _to_frame(connection.sql(f"SELECT * FROM ({query}\n) LIMIT {SLICE_ROWS}").to_arrow_table())
    count = len(frame)
    if count == SLICE_ROWS:
        count = connection.execute(f"SELECT count(*) FROM ({query}\n)").fetchall()[0][0]
    return frame, count


def _slices(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[pandas.DataFrame]:
    """The rows of a query in slices; at least one, so that an empty table is judged too.

    DuckDB gives a batch for each piece of a table, a report's few rows perhaps; to judge a slice costs the same however
    few its rows are, so batches are joined.
    """
    import pyarrow

    reader: Any = connection.sql(query).to_arrow_reader(SLICE_ROWS)
    waiting: list[pyarrow.RecordBatch] = []
    rows, seen = 0, False
    for batch in reader:
        waiting.append(batch)
        rows += batch.num_rows
        if rows >= SLICE_ROWS:
            yield _to_frame(pyarrow.Table.from_batches(waiting))
            waiting, rows, seen = [], 0, True
    if waiting or not seen:
        yield _to_frame(pyarrow.Table.from_batches(waiting, reader.schema))


def _to_frame(table: Any) -> pandas.DataFrame:
    """A data frame of an Arrow table. Exact decimals become floats: they are compared here, never kept."""
    import pyarrow

    for index, column in enumerate(table.schema):
        if pyarrow.types.is_decimal(column.type):
            table = table.set_column(index, column.name, table.column(index).cast(pyarrow.float64()))
    frame: pandas.DataFrame = table.to_pandas()
    return frame


class _Judge:
    """Great Expectations, in an ephemeral context, without its progress bars and without reporting home."""

    @classmethod
    @functools.cache
    def shared(cls) -> _Judge:
        """The one of this process: setting one up costs as much as judging a suite."""
        return cls()

    def __init__(self) -> None:
        os.environ["GX_ANALYTICS_ENABLED"] = "false"
        import great_expectations
        from great_expectations.data_context.types.base import ProgressBarsConfig

        # What it logs of a suite that it cannot build comes back as an errored check.
        logging.getLogger("great_expectations").setLevel(logging.CRITICAL)
        context = great_expectations.get_context(mode="ephemeral")
        context.variables.progress_bars = ProgressBarsConfig(globally=False)
        asset = context.data_sources.add_pandas("rows").add_dataframe_asset("rows")
        self._batches = asset.add_batch_definition_whole_dataframe("all")

    def judge(self, frame: pandas.DataFrame, expectations: Sequence[dict[str, Any]], tallies: Sequence[_Tally]) -> None:
        """Judge a frame by expectations, and add what is found to their tallies (in the same order).

        Only those that fail are asked for their rows: to list them takes as long as all else.
        """
        places = range(len(expectations))
        try:
            found = self._validate(frame, expectations, places, "BOOLEAN_ONLY")
            failing = [place for place in places if place in found and _is_failure(found[place])]
            if failing:
                found |= self._validate(frame, expectations, failing, "COMPLETE")
        except Exception as error:  # whatever the library raises, the check did not run: that is the outcome
            for tally in tallies:
                tally.problem = f"Great Expectations cannot run it: {error}"
            return
        for place, result in found.items():
            _add(tallies[place], result, frame)

    def judge_no_rows(self, expectations: Sequence[dict[str, Any]], tallies: Sequence[_Tally]) -> None:
        """Judge that there are no rows by expectations on their number."""
        import pandas

        self.judge(pandas.DataFrame(), expectations, tallies)

    def _validate(
        self,
        frame: pandas.DataFrame,
        expectations: Sequence[dict[str, Any]],
        places: Sequence[int],
        detail: Literal["BOOLEAN_ONLY", "COMPLETE"],
    ) -> dict[int, Any]:
        """Results of the expectations at some places, by place; those that cannot be built are missing."""
        from great_expectations.core.expectation_suite import ExpectationSuite

        # The library copies `meta` some fifty times a judgement: it gets no more of it than we want back.
        numbered = [{**expectations[place], "meta": {"place": place}} for place in places]
        suite = ExpectationSuite("checks", expectations=numbered)
        batch = self._batches.get_batch(batch_parameters={"dataframe": frame})
        results: Any = batch.validate(suite, result_format=detail).results
        return {result.expectation_config.meta["place"]: result for result in results}


def _is_failure(result: Any) -> bool:
    """Whether data failed, and not the check itself."""
    return not result.success and _raised(result.exception_info) is None


def _add(tally: _Tally, result: Any, frame: pandas.DataFrame) -> None:
    """Add one result of Great Expectations, which says `success=False` alike of bad data and of its own crash."""
    tally.is_judged = True
    problem = _raised(result.exception_info)
    if problem is not None:
        tally.problem = problem
        return
    if result.success:
        return
    tally.has_failed = True
    found = result.result
    tally.failing_rows += int(found.get("unexpected_count") or 0)
    if "observed_value" in found:
        tally.observed = str(found["observed_value"])
    positions = found.get("unexpected_index_list") or []
    tally.doc_ids |= _doc_ids(frame.loc[positions])
    for position in positions[: EXAMPLES - len(tally.examples)]:
        tally.examples.append(_example(frame.loc[position].to_dict()))


def _doc_ids(frame: pandas.DataFrame) -> set[str]:
    """The reports that rows name."""
    return set(frame["doc_id"].dropna()) if "doc_id" in frame else set()


def _raised(exception_info: dict[str, Any] | None) -> str | None:
    """The message of an exception, which stands in `exception_info` itself or under the id of a metric."""
    if not exception_info:
        return None
    entries = [exception_info] if "raised_exception" in exception_info else list(exception_info.values())
    for entry in entries:
        if isinstance(entry, dict) and entry.get("raised_exception"):
            return str(entry.get("exception_message") or "it raised an exception without a message")
    return None


def _result(spec: CheckSpec, tally: _Tally, rows: int | None) -> CheckResult:
    if tally.problem is not None:
        return _errored(spec, tally.problem)
    if not tally.is_judged:
        return _errored(spec, "Great Expectations knows no such expectation, or not with these arguments")
    if not tally.has_failed:
        return CheckResult(spec, Outcome.PASSED, 0, (), "holds", rows)
    detail = (
        f"{tally.failing_rows:,} {'row does' if tally.failing_rows == 1 else 'rows do'} not hold"
        if tally.failing_rows
        else f"found: {tally.observed}"
    )
    doc_ids = tuple(sorted(tally.doc_ids))
    return CheckResult(spec, Outcome.FAILED, tally.failing_rows, tuple(tally.examples), detail, rows, doc_ids)


def _errored(spec: CheckSpec, problem: str) -> CheckResult:
    return CheckResult(spec, Outcome.ERRORED, 0, (), problem.strip(), None)


def _example(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): _shortened(value) for name, value in row.items()}


def _shortened(value: Any) -> Any:
    if isinstance(value, str) and len(value) > EXAMPLE_CHARACTERS:
        return value[:EXAMPLE_CHARACTERS] + "…"
    return value
