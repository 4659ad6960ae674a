"""Headers whose cells stand in one list, so that nothing tells where their rows end.

What belongs here: where such a header begins, and which of its cells stand above which column. What does not: headers
in rows (`headers.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extraction.tables.folding import (
    BEFORE_FIGURES,
    can_stand_below,
    fold_rows,
    fold_single,
    parts_behind_whole,
)
from pipeline.extraction.tables.heading import GROWTHS, Heading
from pipeline.extraction.tables.headings import HeadingReader
from pipeline.extraction.tables.layouts import Cell, Row, Section
from pipeline.extraction.tables.repeats import stacks_of_repeats
from pipeline.extraction.tables.sums import MOST_PARTS, hold_sum, place_of_whole
from pipeline.reference.tables import HeaderKind

LEAST_WITH_TOTAL = 3
"""Cells of a total with its parts."""
_GOES_ON = "或和及与、/"
"""What a cell of a header that was broken over two lines may end with: 年均增长或 / 累计."""


def start_of_header(cells: Sequence[Cell], headings: HeadingReader, year: int | None, least: int) -> int:
    """Where a header begins among cells in one list: at 指标 or 序号, else at the first one that is understood.

    Where more than `least` cells are left, a title (重庆市生产总值) and the only period (上半年) are none of them.
    """
    found = [headings.read(cell.text, year) for cell in cells]
    for index, heading in enumerate(found):
        if heading.is_known and heading.kinds and heading.kinds <= {HeaderKind.LABEL, HeaderKind.ORDINAL}:
            return index
    start = next((index for index, heading in enumerate(found) if heading.is_known), len(found))
    start = min(start, max(len(found) - least, 0))
    is_only_period = sum(heading.has_period for heading in found) == 1
    while len(found) - start > least and _is_of_title(found[start], is_only_period):
        start += 1
    return start


def _is_of_title(heading: Heading, is_only_period: bool) -> bool:
    if not heading.is_known or heading.measure is not None or heading.units:
        return False
    is_period = heading.has_period and not heading.ids and heading.place is None
    return is_only_period if is_period else bool(heading.ids) and (heading.place is not None or heading.has_period)


def _is_of_figures(heading: Heading) -> bool:
    """Whether a cell of a header stands above figures: 总量（亿元）, 2022年."""
    says = heading.measure is not None or heading.units or heading.has_period
    return bool(says) and heading.is_known and not heading.kinds & BEFORE_FIGURES


def _names_labels(heading: Heading) -> bool:
    return heading.is_known and HeaderKind.LABEL in heading.kinds


def stacks_of_list(
    cells: list[Cell], section: Section, headings: HeadingReader, year: int | None
) -> list[list[Cell]] | None:
    """A header whose cells stand in one list, so that nothing tells where its rows end."""
    width = section.width
    cells = cells[start_of_header(cells, headings, year, section.values or width - 1) :]
    cells = without_words_for_kinds(cells, width, headings)
    while len(cells) > width and all(_names_labels(headings.read(cell.text, year)) for cell in cells[:2]):
        # 类别 指标: what the groups are called, whose cells stand between the rows.
        cells = cells[1:]
    cells = _with_row_of_units(cells, width, headings, year)
    if len(cells) > width and (repeated := stacks_of_repeats(cells, width, headings, year)):
        return repeated
    if cells and _is_of_figures(headings.read(cells[0].text, year)):
        # The corner above the labels is blank: 总量 | 比上年 / 增长 above a label and two figures.
        figures = _with_lines_joined(cells, width - 1, headings, year)
        if len(figures) == width - 1:
            return fold_single(figures, section, headings, year)
    joined = _without_spanning(_with_lines_joined(cells, width, headings, year), section, headings, year)
    if len(joined) == width:
        cells = joined
    if len(cells) == width + 1 and (parts := _below_one(cells, section, headings, year)):
        return parts
    if len(cells) > width:
        below = cells[len(cells) - (section.values or width - 1) :]
        are_measures = all(can_stand_below(headings.read(cell.text, year)) for cell in below)
        are_measures = are_measures and not _cuts_years(cells[: -len(below)], below, headings, year)
        folded = fold_rows(cells[: -len(below)], below, width, headings, year, section) if are_measures else None
        if folded is None or _names_two(folded, headings, year):
            # 收入（元） 投资增速（%） 零售额（亿元） / 总量 增速 总量 增速: the lower row has fewer cells than columns.
            folded = _folded_late(cells, section, headings, year) or folded
        if folded is not None:
            return folded if not _names_two(folded, headings, year) else None
        cells = joined
    if len(cells) == width:
        return _in_order_of_sums(cells, section, headings, year) or [[cell] for cell in cells]
    spanned = [headings.read(cell.text, year) for cell in cells[2:]]
    is_over_all = not any(headings.is_indicator(heading.ids) for heading in spanned)
    is_dated = len(cells) > 2 and headings.read(cells[1].text, year).is_bare_period
    is_dated = is_dated and not any(heading.has_period for heading in spanned)
    is_list = len(cells) == width + 1 and (is_dated or not section.is_flat)
    if is_list and is_over_all and _names_labels(headings.read(cells[0].text, year)):
        # 指标 | R&D项目 | 项目数 | 项目人员: the second stands over all columns of figures.
        return [[cells[0]], *([cells[1], cell] for cell in cells[2:])]
    return fold_single(cells, section, headings, year) if len(cells) == width - 1 else None


def _cuts_years(above: Sequence[Cell], below: Sequence[Cell], headings: HeadingReader, year: int | None) -> bool:
    """2020年实绩 2021年 | 2022年 目标 完成 目标: whether one row holds the years, the last beside others."""
    upper, lower = ([headings.read(cell.text, year).is_bare_period for cell in row] for row in (above, below))
    return any(upper) and any(lower) and not all(lower)


def _with_row_of_units(cells: list[Cell], width: int, headings: HeadingReader, year: int | None) -> list[Cell]:
    """县区 | 高新技术企业 | R&D经费 / 单位 | 家 | 亿元: names with the units in the row below."""
    names, units = cells[:width], cells[width:]
    is_row = len(units) == width and HeaderKind.UNIT in headings.read(units[0].text, year).kinds
    if not is_row or not all(headings.units.read_list(unit.text) for unit in units[1:]):
        return cells
    pairs = zip(names[1:], units[1:], strict=True)
    return [names[0], *(Cell(name.start, unit.end, f"{name.text}（{unit.text}）") for name, unit in pairs)]


def _names_two(stacks: Sequence[Sequence[Cell]], headings: HeadingReader, year: int | None) -> bool:
    """专利授权 above 每万人口有效发明专利: whether cells that name different things came to stand in one column."""
    named = [
        [ids for cell in stack if headings.is_indicator(ids := headings.read(cell.text, year).ids)] for stack in stacks
    ]
    return any(len(set(ids)) > 1 for ids in named)


def without_words_for_kinds(cells: list[Cell], width: int, headings: HeadingReader) -> list[Cell]:
    """The cells without those that only say that kinds stand below: 专利类型 over 发明, 在三种专利申请中 over 个人."""
    tables = headings.patterns.tables
    words = [
        cell for cell in cells[1:] if tables.among_kinds.fullmatch(cell.text) or tables.kinds_of_rows.match(cell.text)
    ]
    return [cell for cell in cells if cell not in words] if len(words) <= len(cells) - width else cells


def _in_order_of_sums(
    cells: Sequence[Cell], section: Section, headings: HeadingReader, year: int | None
) -> list[list[Cell]] | None:
    """A header whose last cells stood in a lower row, behind an earlier column that is their sum; else None.

    The cell printed behind that column must name something else: 地区生产总值 | 人均生产总值 | 第一产业 | …
    """
    for count in range(2, min(MOST_PARTS + 1, len(cells) - 1)):
        above, below = cells[:-count], cells[-count:]
        place = place_of_whole(above, below, section, headings, year)
        if place is None or place + 1 == len(above):
            continue
        if headings.is_indicator(headings.read(above[place + 1].text, year).ids):
            return parts_behind_whole(above, below, section, headings, year)
    return None


def _below_one(
    cells: Sequence[Cell], section: Section, headings: HeadingReader, year: int | None
) -> list[list[Cell]] | None:
    """专利授权量 | 有效发明专利 / 合计 | 发明 | 实用新型: a total and its parts below the only cell that spans columns.

    It is the one above the columns of which the first is the sum of the others.
    """
    start = start_of_total(cells, section.wide_rows, section.width, headings, year)
    if start is None:
        return None
    place, above, below = start[0], cells[: start[1]], cells[start[1] :]
    parts = [[above[place], cell] for cell in below]
    return [*([cell] for cell in above[:place]), *parts, *([cell] for cell in above[place + 1 :])]


def start_of_total(
    cells: Sequence[Cell], rows: Sequence[Row], width: int, headings: HeadingReader, year: int | None
) -> tuple[int, int] | None:
    """Which column of the rows holds the sum of those behind it, and which cell of the header is its total."""
    totals = [index for index, cell in enumerate(cells) if HeaderKind.TOTAL in headings.read(cell.text, year).kinds]
    parts = len(cells) - totals[0] if len(totals) == 1 else 0
    if parts < LEAST_WITH_TOTAL:
        return None
    columns = (range(place, place + parts) for place in range(1, width - parts + 1))
    places = [each.start for each in columns if hold_sum(rows, each)]
    return (places[0], totals[0]) if len(places) == 1 and places[0] < totals[0] else None


def _folded_late(
    cells: Sequence[Cell], section: Section, headings: HeadingReader, year: int | None
) -> list[list[Cell]] | None:
    """A lower row for some of the figures alone: 投资 增速 零售额 收入 / 总量 增速 总量 增速."""
    for count in range(section.values - 1, 1, -1):
        below = [headings.read(cell.text, year) for cell in cells[-count:]]
        if any(heading.ids or not can_stand_below(heading) for heading in below):
            continue
        above: list[Cell] = []
        for cell in cells[:-count]:
            before = headings.read(above[-1].text, year) if above else None
            is_bare = before is not None and bool(before.ids) and before.measure is None and not before.units
            if is_bare and headings.read(cell.text, year).measure in GROWTHS:
                above[-1] = Cell(above[-1].start, cell.end, above[-1].text + cell.text)
            else:
                above.append(cell)
        read = [headings.read(cell.text, year) for cell in above]
        if any(left.ids and heading.is_bare_period for left, heading in pairwise(read)):
            continue  # 高新技术企业 合同成交额 2022年 2023年 净增 目标 完成: the years stand in the lower row as well
        folded = fold_rows(above, list(cells[-count:]), section.width, headings, year)
        if folded is not None:
            return folded
    return None


def _without_spanning(cells: list[Cell], section: Section, headings: HeadingReader, year: int | None) -> list[Cell]:
    """The cells without those that say no more than others: 类别 before 序号 指标, 指标值 over all figures."""
    found = [headings.read(cell.text, year) for cell in cells]
    spare = len(cells) - section.width
    heads = next((i for i, heading in enumerate(found) if not heading.kinds & BEFORE_FIGURES), len(found))
    if (
        spare > 0
        and len(found) - heads - 1 == section.values
        and all(heading.is_bare_period for heading in found[heads + 1 :])
    ):
        is_spanning = found[heads].kinds == {HeaderKind.AMOUNT} and found[heads].is_known and not found[heads].units
        if is_spanning:
            cells, spare = [*cells[:heads], *cells[heads + 1 :]], spare - 1
    if spare == 1 and _names_labels(found[0]) and any(map(_names_labels, found[1:heads])):
        return cells[1:]
    return cells


def _is_status(heading: Heading) -> bool:
    says_more = heading.has_period or bool(heading.ids) or heading.measure is not None
    return heading.is_known and heading.status is not None and not says_more


def _has_years_below(cells: Sequence[Cell], headings: HeadingReader, year: int | None) -> bool:
    """R&D经费 / 2021年 / R&D经费 / 2022年: whether each period stands below a name of its own; 全年 is above others."""
    found = [headings.read(cell.text, year) for cell in cells]
    places = [index for index, heading in enumerate(found) if heading.is_bare_period]
    if any(HeaderKind.PERIOD_YEAR in found[index].kinds for index in places):
        return False
    return bool(places) and all(index > 0 and found[index - 1].ids for index in places)


def _with_lines_joined(cells: list[Cell], width: int, headings: HeadingReader, year: int | None) -> list[Cell]:
    """Header cells that were broken over two lines (比上年 / 增长率) joined, as long as there are too many."""
    joined = list(cells)
    has_years_below = _has_years_below(cells, headings, year)
    index = 0
    while len(joined) > width and index + 1 < len(joined):
        first, second = joined[index], joined[index + 1]
        whole = headings.read(first.text + second.text, year)
        parts = [headings.read(cell.text, year) for cell in (first, second)]
        is_cut = (
            any(not part.is_known for part in parts)
            or all(part.measure in GROWTHS for part in parts)
            or first.text[-1] in _GOES_ON
        )
        is_dated = has_years_below and bool(parts[0].ids) and parts[1].is_bare_period
        # 2020年 / 现状值 / 2025年 / 目标值
        after = headings.read(joined[index + 2].text, year) if index + 2 < len(joined) else None
        is_paired = parts[1].kinds == {HeaderKind.AMOUNT} and (after is None or after.is_bare_period)
        # 2021年 2022年 / 目标 完成 目标: what has another behind it stands in the row below.
        is_status = _is_status(parts[1]) and not (after is not None and _is_status(after))
        is_dated = is_dated or (parts[0].is_bare_period and (is_status or is_paired))
        # 地区生产总值（亿元） 同比增长 固定资产投资 同比增长: one of the two names has a unit, the other is of growth.
        has_units = any(headings.read(cell.text, year).ids and headings.read(cell.text, year).units for cell in joined)
        is_named = has_units and bool(parts[0].ids) and not parts[0].units and parts[1].measure in GROWTHS
        # 序 / 号; 指标 / 属性 behind the figures, where 指标 alone stands above the labels.
        is_behind = any(_names_labels(headings.read(cell.text, year)) for cell in joined[:index])
        is_word = whole.kinds == {HeaderKind.ORDINAL} or (is_behind and whole.kinds == {HeaderKind.REMARK})
        # R&D经费（亿元） R&D经费 / 投入强度: a name goes over the break, and begins as that of a column before.
        is_over = whole.subject[0] < len(first.text) < whole.subject[1]
        is_again = is_over and any(headings.read(cell.text, year).ids == parts[0].ids for cell in joined[:index])
        if whole.is_known and (is_cut or is_dated or is_word or is_again or (is_named and parts[0].measure is None)):
            joined[index : index + 2] = [Cell(first.start, second.end, first.text + second.text)]
        else:
            index += 1
    return joined
