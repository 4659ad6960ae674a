"""Loads `seeds/reference/` into frozen lookups, validated; the only way in which other packages reach that data.

What belongs here: the `Reference` that gathers all kinds. What does not: any kind of its own (`regions.py`,
`furniture.py`, …), nor the reading of tables (`loading.py`). To add a kind: a module with a loader that takes a
`SeedFolder`, a field here, and a line in `load_reference`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.reference.corrections import Corrections, load_corrections
from pipeline.reference.cues import Cues, load_cues
from pipeline.reference.furniture import Furniture, load_furniture
from pipeline.reference.indicators import Catalogue, Indicator, load_catalogue
from pipeline.reference.lexicon import Lexicon, build_lexicon
from pipeline.reference.loading import SeedFolder
from pipeline.reference.patterns import Patterns, load_patterns
from pipeline.reference.regions import Regions, load_regions
from pipeline.reference.synonyms import Synonyms, load_synonyms
from pipeline.reference.tables import TableHeaders, load_table_headers
from pipeline.reference.units import PrintedUnit, load_units

DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "seeds" / "reference"
FOLDER_VARIABLE = "ZHIBIAO_SEEDS"


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """All reference data of one build. Frozen: hand it to the stages as an argument."""

    folder: Path
    fingerprint: str
    """SHA-256 over names and bytes of the files that this was loaded from, in hexadecimal."""
    regions: Regions
    units: Mapping[str, PrintedUnit]
    """By the way they are printed."""
    cues: Cues
    patterns: Patterns
    catalogue: Catalogue
    lexicon: Lexicon
    furniture: Furniture
    synonyms: Synonyms
    table_headers: TableHeaders
    corrections: Corrections

    @property
    def indicators(self) -> Mapping[str, Indicator]:
        """The indicator catalogue by id."""
        return self.catalogue.indicators


def load_reference(folder: Path | None = None) -> Reference:
    """Loads and validates all reference data.

    `folder` is the folder that holds the tables; without it, the environment variable ZHIBIAO_SEEDS, and without that,
    `seeds/reference` of the repository. Raises ReferenceDataError with file, line and remedy for the first bad row.
    The files are read at each call, and parsed only if their bytes are others than before.
    """
    if folder is None:
        folder = Path(os.environ.get(FOLDER_VARIABLE) or DEFAULT_FOLDER)
    return _parsed(SeedFolder.read(folder))


@lru_cache(maxsize=2)
def _parsed(seeds: SeedFolder) -> Reference:
    """Most of the time goes into compiling patterns, and a build asks at its beginning and at each stage."""
    regions, cues, catalogue = load_regions(seeds), load_cues(seeds), load_catalogue(seeds)
    return Reference(
        folder=seeds.path,
        fingerprint=seeds.fingerprint,
        regions=regions,
        units=load_units(seeds),
        cues=cues,
        patterns=load_patterns(seeds, cues),
        catalogue=catalogue,
        lexicon=build_lexicon(catalogue, regions, cues),
        furniture=load_furniture(seeds),
        synonyms=load_synonyms(seeds),
        table_headers=load_table_headers(seeds),
        corrections=load_corrections(seeds, regions.by_code, catalogue.indicators),
    )
