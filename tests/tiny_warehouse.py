"""Makes stage tables and tiny warehouses out of a few lines, for tests of loading, marts and checks.

A `Report` holds `Told` figures; its text is made from them, a sentence a figure (those of equal `sentence` share one):
every offset is right by construction.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow

from pipeline.schemas import STAGE_TABLES, WAREHOUSE_TABLES, arrow_schema, tables_by_name
from pipeline.warehouse import Run, publish, stage_batch

STARTED = datetime(2024, 6, 1, 8, tzinfo=UTC)
STAGES = tables_by_name(STAGE_TABLES)
WAREHOUSE = tables_by_name(WAREHOUSE_TABLES)

REGIONS = (
    # region, name, level, parent, province, successor, current_region
    ("100000", "中国", "country", None, None, None, "100000"),
    ("370000", "山东省", "province", "100000", "370000", None, "370000"),
    ("370200", "青岛市", "prefecture", "370000", "370000", None, "370200"),
    ("370300", "淄博市", "prefecture", "370000", "370000", None, "370300"),
    ("370302", "淄川区", "county", "370300", "370000", None, "370302"),
    ("370303", "张店区", "county", "370300", "370000", None, "370303"),
    ("370304", "博山区", "county", "370300", "370000", None, "370304"),
    ("370305", "临淄区", "county", "370300", "370000", None, "370305"),
    ("370306", "周村区", "county", "370300", "370000", None, "370306"),
    ("370321", "桓台县", "county", "370300", "370000", None, "370321"),
    ("370282", "即墨市", "county", "370200", "370000", "370215", "370215"),
    ("370215", "即墨区", "county", "370200", "370000", None, "370215"),
    ("320000", "江苏省", "province", "100000", "320000", None, "320000"),
    ("320500", "苏州市", "prefecture", "320000", "320000", None, "320500"),
)

INDICATORS = (
    # indicator, name, nature, unit, minimum, maximum
    ("gdp", "地区生产总值", "flow", "CNY", 0, None),
    ("primary_value_added", "第一产业增加值", "flow", "CNY", 0, None),
    ("secondary_value_added", "第二产业增加值", "flow", "CNY", 0, None),
    ("grain_output", "粮食产量", "flow", "tonne", 0, None),
    ("rd_expenditure", "全社会研发经费投入", "flow", "CNY", 0, None),
    ("rd_intensity", "研发经费占地区生产总值比重", "ratio", "percent", 0, 100),
    ("hte_count", "高新技术企业总量", "stock", "count", 0, None),
    ("tech_contract_value", "技术合同成交额", "flow", "CNY", 0, None),
    ("patent_applications", "专利申请量", "flow", "count", 0, None),
    ("invention_patent_applications", "发明专利申请量", "flow", "count", 0, None),
    ("patent_grants", "专利授权量", "flow", "count", 0, None),
    ("exports", "出口总额", "flow", "CNY", 0, None),
    ("trade_total", "进出口总额", "flow", "CNY", 0, None),
    ("fdi_actual", "实际使用外资", "flow", "currency", 0, None),
    ("unemployment_rate", "城镇调查失业率", "ratio", "percent", 0, 100),
)

LAG_YEARS = {"rd_expenditure": 1, "rd_intensity": 1}


@dataclass(frozen=True)
class Told:
    """One figure that a report tells; what is left out is the plainest."""

    indicator: str
    value: str | int
    period: str = "2023"
    number: str | None = None
    unit: str = "count"
    measure: str = "level"
    status: str = "actual"
    bound: str = "exact"
    value_high: str | int | None = None
    region: str | None = None
    confidence: str = "certain"
    sentence: int | None = None
    part_status: str = "actual"
    part_period: str | None = None
    words: str | None = None
    """Words before the number; the indicator's id where left out."""
    also: tuple[str, ...] = ()
    """Further indicators of which the same number tells the same."""


@dataclass(frozen=True)
class Report:
    """A report; `name` tells one from another and makes its doc_id."""

    name: str
    told: tuple[Told, ...] = ()
    region: str = "370300"
    issued_on: date | None = date(2024, 1, 15)
    published_on: date | None = None
    source: str | None = None
    """Where it came from; its name where left out."""
    landed_at: datetime = datetime(2024, 5, 1, tzinfo=UTC)
    years: str | None = "2023,2024"
    fingerprint: str = "f1"
    prelude: str = ""
    """Text before the first sentence, outside every segment (masked)."""
    trailer: bool = False
    """Whether the text ends with a sentence that holds a number which is no quantity, and a blank heading."""
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def doc_id(self) -> str:
        return hashlib.sha256(self.name.encode()).hexdigest()


def stage_tables(*reports: Report) -> dict[str, pyarrow.Table]:
    """The six stage tables of the reports."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in STAGES}
    for report in reports:
        _add_report(rows, report)
    return {name: pyarrow.Table.from_pylist(rows[name], schema=arrow_schema(table)) for name, table in STAGES.items()}


TRAILER, TRAILER_NUMBER, BLANK = "第三次。", "三", "　　"


def quarantine_row(name: str = "broken") -> dict[str, Any]:
    """A row of the stage table `quarantine`."""
    doc_id = hashlib.sha256(name.encode()).hexdigest()
    return {
        "doc_id": doc_id, "fingerprint": "f1", "file_name": f"{name}.pdf", "source": name, "reason": "empty",
        "detail": "no bytes", "remedy": "fetch it again",
    }  # fmt: skip


def dimensions() -> dict[str, pyarrow.Table]:
    """`dim_region` and `dim_indicator` of a tiny country."""
    regions = [
        {
            "region": region, "name": name, "short_names": None, "level": level, "parent": parent, "province": province,
            "valid_from": None, "valid_to": None, "successor": successor, "succession": "same" if successor else None,
            "current_region": current,
        }
        for region, name, level, parent, province, successor, current in REGIONS
    ]  # fmt: skip
    indicators = [
        {
            "indicator": indicator, "name_zh": name, "name_en": indicator, "theme": "tests", "nature": nature,
            "unit": unit, "definition": name,
            "minimum": None if minimum is None else Decimal(minimum),
            "maximum": None if maximum is None else Decimal(maximum),
            "lag_years": LAG_YEARS.get(indicator),
        }
        for indicator, name, nature, unit, minimum, maximum in INDICATORS
    ]  # fmt: skip
    return {
        "dim_region": pyarrow.Table.from_pylist(regions, schema=arrow_schema(WAREHOUSE["dim_region"])),
        "dim_indicator": pyarrow.Table.from_pylist(indicators, schema=arrow_schema(WAREHOUSE["dim_indicator"])),
    }


def run(run_id: str = "run-1", started_at: datetime = STARTED) -> Run:
    """A run as the orchestration would describe it."""
    return Run(run_id, started_at, fingerprint="f1")


_MADE: dict[str, bytes] = {}
"""The file that was published of reports: many tests begin with the same ones."""


def make_warehouse(path: Path, *reports: Report) -> Path:
    """A published warehouse of the reports; its path."""
    if (made := _MADE.get(repr(reports))) is not None and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made)
        return path
    is_first = not path.exists()
    stage_batch(path, stage_tables(*reports), dimensions(), run())
    publish(path)
    if is_first:
        _MADE[repr(reports)] = path.read_bytes()
    return path


def observation_id(report: Report, place: int, ordinal: int = 0) -> str:
    """Id of the observation that the `place`-th figure of a report became."""
    return f"{report.doc_id[:16]}-{_layout(report)[1][place]}-{ordinal}"


def _layout(report: Report) -> tuple[str, list[int], list[tuple[int, int, list[int]]]]:
    """Text layer; start of each number; (start, end, figures) of each sentence."""
    text, starts, sentences = report.prelude, [], []
    groups: dict[Any, list[int]] = {}
    for place, told in enumerate(report.told):
        groups.setdefault(("own", place) if told.sentence is None else told.sentence, []).append(place)
    by_place: dict[int, int] = {}
    for members in groups.values():
        begin = len(text)
        for place in members:
            told = report.told[place]
            text += told.indicator if told.words is None else told.words
            by_place[place] = len(text)
            text += _printed(told) + "，"
        text = text[:-1] + "。"
        sentences.append((begin, len(text), members))
        text += "\n"
    starts = [by_place[place] for place in range(len(report.told))]
    if report.trailer:
        text += TRAILER + "\n" + BLANK + "\n"
    return text, starts, sentences


def _printed(told: Told) -> str:
    return str(told.value) if told.number is None else told.number


def _add_report(rows: dict[str, list[dict[str, Any]]], report: Report) -> None:
    text, starts, sentences = _layout(report)
    base = {"doc_id": report.doc_id, "fingerprint": report.fingerprint}
    rows["raw_reports"].append(
        {
            "doc_id": report.doc_id, "file_name": f"{report.name}.txt", "source": report.source or report.name,
            "media_type": "text/plain", "size_bytes": len(text.encode()), "landed_at": report.landed_at,
            "published_on": report.published_on,
        }
    )  # fmt: skip
    clean = "\ufffc" * len(report.prelude) + text[len(report.prelude) :]
    rows["report_texts"].append(
        {
            **base, "file_name": f"{report.name}.txt", "text_layer": text, "clean_text": clean, "charset": "utf-8",
            "reader": "text", "is_spun": False, "title": report.name, "issuer": None, "document_number": None,
            "issued_on": report.issued_on, "region": report.region, "region_name": None, "is_region_told": True,
            "years": report.years, "warnings": None, **report.options,
        }
    )  # fmt: skip
    for ordinal, (begin, end, members) in enumerate(sentences):
        first = report.told[members[0]]
        segment_id = _add_segment(rows, base, ordinal, "sentence", begin, end, first.part_status, first.part_period)
        for place in members:
            _add_figure(rows, base, segment_id, report, report.told[place], starts[place])
    if report.trailer:
        _add_trailer(rows, base, len(text) - len(BLANK) - len(TRAILER) - 2, len(sentences))


def _add_segment(
    rows: dict[str, list[dict[str, Any]]],
    base: dict[str, Any],
    ordinal: int,
    kind: str,
    start: int,
    end: int,
    status: str,
    period: str | None = None,
) -> str:
    segment_id = f"{base['doc_id'][:16]}-s{start}"
    rows["report_segments"].append(
        {
            **base, "segment_id": segment_id, "ordinal": ordinal, "kind": kind, "start": start, "end": end, "part": 0,
            "part_year": None, "part_period": period, "part_status": status, "is_part_year_told": True, "heading": None,
        }
    )  # fmt: skip
    return segment_id


def _add_trailer(rows: dict[str, list[dict[str, Any]]], base: dict[str, Any], start: int, ordinal: int) -> None:
    end = start + len(TRAILER)
    segment_id = _add_segment(rows, base, ordinal, "sentence", start, end, "actual")
    _add_segment(rows, base, ordinal + 1, "heading", end + 1, end + 1 + len(BLANK), "actual")
    place = start + TRAILER.index(TRAILER_NUMBER)
    rows["numbers"].append(
        {
            **base, "segment_id": segment_id, "start": place, "end": place + 1, "number": TRAILER_NUMBER,
            "number_id": f"{base['doc_id'][:16]}-{place}", "class": "none", "reason": "ordinal",
        }
    )  # fmt: skip


def _add_figure(
    rows: dict[str, list[dict[str, Any]]], base: dict[str, Any], segment_id: str, report: Report, told: Told, start: int
) -> None:
    printed = _printed(told)
    number_id = f"{report.doc_id[:16]}-{start}"
    span = {**base, "segment_id": segment_id, "start": start, "end": start + len(printed), "number": printed}
    figure = {
        "value": Decimal(told.value), "unit": told.unit, "bound": told.bound,
        "value_high": None if told.value_high is None else Decimal(told.value_high),
    }  # fmt: skip
    rows["numbers"].append({**span, **figure, "number_id": number_id, "class": "fact", "reason": "test", "label": None})
    deciding = {
        f"{name}_{end}": value
        for name in ("indicator", "region", "period", "measure", "status")
        for end, value in (("start", None), ("end", None), ("origin", "document"))
    }
    words = told.indicator if told.words is None else told.words
    deciding |= {"indicator_start": start - len(words), "indicator_end": start, "indicator_origin": "clause"}
    region = told.region or report.region
    rows["observations"].extend(
        {
            **span, **figure, **deciding, "observation_id": f"{number_id}-{ordinal}", "number_id": number_id,
            "indicator": indicator, "region": region, "region_name": None, "period": told.period,
            "year": int(told.period.rpartition("/")[2][:4]), "measure": told.measure, "status": told.status,
            "confidence": told.confidence, "rules": "test",
        }
        for ordinal, indicator in enumerate((told.indicator, *told.also))
    )  # fmt: skip
