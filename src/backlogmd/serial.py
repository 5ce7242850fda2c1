"""Documents as JSON and back, exactly; and the JSON Schema of that form."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from backlogmd.nodes import Document

# What nodes keep for themselves, and make anew.
_CACHES: Any = {"_index": True, "source": {"_line_starts": True}}


@cache
def _adapter() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


def to_json(document: Document, *, indent: int | None = None) -> str:
    """The whole tree as JSON. Spans are pairs of offsets; durations are minutes.

    Raises `ValueError` for a document that was read from bytes which are not UTF-8: JSON cannot hold them.
    """
    return _adapter().dump_json(document, indent=indent, exclude=_CACHES).decode("utf-8")


def from_json(text: str | bytes) -> Document:
    """The document that `to_json` wrote: equal to the one it was given.

    Raises `ValueError` (pydantic's `ValidationError`) for anything else.
    """
    return _adapter().validate_json(text)


def document_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `to_json` writes."""
    schema = _adapter().json_schema(mode="validation")
    for model in (schema, *schema["$defs"].values()):
        properties = model.get("properties", {})
        for name in [name for name in properties if name.startswith("_")]:
            del properties[name]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
