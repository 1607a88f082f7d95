"""Content classification labels."""

from __future__ import annotations

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import Row


class ContentClassificationLabel(Row, frozen=True, kw_only=True):
    """A label."""

    id: str
    description: str = ""
    name: str = ""


class GetContentClassificationLabels(Endpoint[ContentClassificationLabel], frozen=True, kw_only=True):
    """The labels that a stream can carry, with their texts.

    Args:
        locale: language of the texts, such as `de-DE`, Twitch's default is `en-US`; an open set.

    Source: dev.twitch.tv/docs/api/reference#get-content-classification-labels
    """

    operation = "get_content_classification_labels"
    path = "/content_classification_labels"
    row = ContentClassificationLabel

    locale: str | None = None
