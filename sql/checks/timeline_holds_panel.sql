-- Every value of the panel stands in the timeline as stated, untouched by what is derived.
SELECT panel.region, panel.indicator, panel.year, panel.value, timeline.value AS in_timeline, timeline.origin
FROM panel
LEFT JOIN timeline
    ON timeline.region = panel.region AND timeline.indicator = panel.indicator AND timeline.year = panel.year
WHERE timeline.origin IS DISTINCT FROM 'stated' OR timeline.value <> panel.value
