"""Figures that the title of news tells."""

from pipeline.flow import extract_text
from pipeline.reference import load_reference
from pipeline.vocabulary import Measure


def test_the_title_of_news_states_its_figure() -> None:
    text = "淄博市2023年全市工作情况：新增高新技术企业147家\n\n目前，全市高新技术企业达到1532家。\n"
    _, _, entries = extract_text(text.encode(), "news.txt", load_reference())
    told = [
        (o.binding.indicator.id, o.binding.telling.measure, o.binding.period, entry.number)
        for entry in entries
        for o in entry.observations
    ]
    assert told == [
        ("hte_count", Measure.CHANGE_ABS, "2023", "147"),
        ("hte_count", Measure.LEVEL, "2023", "1532"),
    ]
