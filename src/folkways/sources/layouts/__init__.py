"""The layouts there are, in the order in which `folkways init` tries them. Each is a file here, one line below."""

from __future__ import annotations

from folkways.errors import UnknownName
from folkways.sources.layouts import (
    crm,
    deals,
    ga4,
    mail,
    matomo,
    matomo_tables,
    object_log,
    posthog,
    process_log,
    reach,
    segment,
    snowplow,
)
from folkways.sources.layouts.google_forms import GOOGLE_FORMS
from folkways.sources.layouts.layout import Layout
from folkways.sources.layouts.limesurvey import LIMESURVEY
from folkways.sources.layouts.qualtrics import QUALTRICS
from folkways.sources.layouts.surveymonkey import SURVEYMONKEY
from folkways.sources.layouts.typeform import TYPEFORM

_SURVEYS = (QUALTRICS, SURVEYMONKEY, TYPEFORM, LIMESURVEY, GOOGLE_FORMS)
_EVENTS = (
    *ga4.LAYOUTS,
    *segment.LAYOUTS,
    *posthog.LAYOUTS,
    *snowplow.LAYOUTS,
    *matomo.LAYOUTS,
    *matomo_tables.LAYOUTS,
)
_LOGS = (*process_log.LAYOUTS, *object_log.LAYOUTS, *mail.LAYOUTS)
_CRM = (*deals.LAYOUTS, *crm.LAYOUTS)
LAYOUTS: dict[str, Layout] = {
    layout.name: layout for layout in (*_SURVEYS, *_EVENTS, *_LOGS, *reach.LAYOUTS, *_CRM)
}


def layout_named(name: str) -> Layout:
    """Find a layout by its name; raises UnknownName with the nearest."""
    if name not in LAYOUTS:
        raise UnknownName("layout", name, list(LAYOUTS))
    return LAYOUTS[name]
