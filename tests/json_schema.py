"""Checks a value against a JSON Schema: as much of draft 2020-12 as the published schemas use, and no more.

A keyword that it does not know is an error, so that nothing in a schema goes unchecked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}

_REMARKS = {"$schema", "$defs", "title", "description", "default", "examples"}


def violations(value: Any, schema: Any, root: Any = None, at: str = "$") -> Iterator[str]:
    """What in *value* is not as *schema* has it."""
    root = schema if root is None else root
    for keyword, wanted in schema.items():
        if keyword in _REMARKS:
            continue
        yield from _CHECKS[keyword](value, wanted, schema, root, at)


def references(schema: Any) -> Iterator[str]:
    """Every `$ref` in a schema."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "$ref":
                yield value
            else:
                yield from references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from references(value)


def _is(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, _TYPES[name])


def _type(value: Any, wanted: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    if not _is(value, wanted):
        yield f"{at}: {value!r} is no {wanted}"


def _ref(value: Any, wanted: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    yield from violations(value, root["$defs"][wanted.removeprefix("#/$defs/")], root, at)


def _any_of(value: Any, wanted: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    if all(any(violations(value, one, root, at)) for one in wanted):
        yield f"{at}: {value!r} is none of {len(wanted)} alternatives"


def _one_of(value: Any, wanted: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    fitting = sum(not any(violations(value, one, root, at)) for one in wanted)
    if fitting != 1:
        yield f"{at}: {value!r} is {fitting} of {len(wanted)} alternatives"


def _discriminator(value: Any, wanted: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    if value.get(wanted["propertyName"]) not in wanted["mapping"]:
        yield f"{at}: {wanted['propertyName']} is none of {sorted(wanted['mapping'])}"


def _enum(value: Any, wanted: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    if value not in wanted:
        yield f"{at}: {value!r} is none of {wanted}"


def _const(value: Any, wanted: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    if value != wanted:
        yield f"{at}: {value!r} is not {wanted!r}"


def _pattern(value: Any, wanted: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    if isinstance(value, str) and not re.search(wanted, value):
        yield f"{at}: {value!r} does not match {wanted}"


def _minimum(value: Any, wanted: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    if _is(value, "number") and value < wanted:
        yield f"{at}: {value} is less than {wanted}"


def _properties(value: Any, wanted: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    for name, inner in wanted.items():
        if isinstance(value, dict) and name in value:
            yield from violations(value[name], inner, root, f"{at}.{name}")


def _required(value: Any, wanted: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    for name in wanted:
        if isinstance(value, dict) and name not in value:
            yield f"{at}: there is no {name}"


def _additional(value: Any, wanted: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    if isinstance(value, dict) and wanted is False:
        for name in value.keys() - schema.get("properties", {}).keys():
            yield f"{at}: {name} is not allowed"


def _items(value: Any, wanted: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    if isinstance(value, list):
        for index, one in enumerate(value[len(schema.get("prefixItems", ())) :]):
            yield from violations(one, wanted, root, f"{at}[{index}]")


def _prefix_items(value: Any, wanted: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    if isinstance(value, list):
        for index, (one, inner) in enumerate(zip(value, wanted, strict=False)):
            yield from violations(one, inner, root, f"{at}[{index}]")


def _min_items(value: Any, wanted: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    if isinstance(value, list) and len(value) < wanted:
        yield f"{at}: fewer than {wanted} items"


def _max_items(value: Any, wanted: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    if isinstance(value, list) and len(value) > wanted:
        yield f"{at}: more than {wanted} items"


_CHECKS = {
    "type": _type,
    "$ref": _ref,
    "anyOf": _any_of,
    "oneOf": _one_of,
    "discriminator": _discriminator,
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    "minimum": _minimum,
    "properties": _properties,
    "required": _required,
    "additionalProperties": _additional,
    "items": _items,
    "prefixItems": _prefix_items,
    "minItems": _min_items,
    "maxItems": _max_items,
}
