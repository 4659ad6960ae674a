-- A derived value lies within the interval that is derived for it (up to the sixth decimal, at which values are kept).
SELECT region, year, indicator, method, value, low, high
FROM derived
WHERE value < low - 0.000001 OR value > high + 0.000001
