"""The description of the API (OpenAPI 3.1), made from the route table and the record types."""

import re
from collections.abc import Sequence
from typing import Any, Final

import msgspec

import whosays
from whosays.desk.asking import Param, Route
from whosays.desk.filters import PARAMS
from whosays.model.wire import WIRE_NAMES

_ERROR: Final = {
    "type": "object", "required": ["error", "message"],
    "properties": {"error": {"type": "string"}, "message": {"type": "string"}},
}
_REFUSALS: Final = {
    "400": "a parameter or body that cannot be taken", "401": "no cookie", "403": "another Host or Origin", "404": "no such record",
    "409": "changed by somebody else since", "413": "too large", "415": "another body type", "422": "the judgement does not hold",
    "429": "too many tries", "500": "the ledger cannot be read", "503": "another process is writing",
}


def document(routes: Sequence[Route]) -> dict[str, Any]:
    """The whole description."""
    kinds = [kind for route in routes for kind in (route.gives, route.takes) if kind not in (None, bytes)]
    schemas, components = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    by_kind = {id(kind): schema for kind, schema in zip(kinds, schemas, strict=True)}
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(re.sub(r":\w+}", "}", route.path), {})[route.method.lower()] = _operation(route, by_kind)
    return {
        "openapi": "3.1.0",
        "info": {"title": "whosays desk", "version": whosays.__version__, "description": "Made from the record types; see web/API.md for the meaning."},
        "paths": paths,
        "components": {
            "schemas": {**{name: _renamed(name, schema) for name, schema in components.items()}, "Error": _ERROR},
            "securitySchemes": {"cookie": {"type": "apiKey", "in": "cookie", "name": "whosays_desk_PORT"}},
        },
        "security": [{"cookie": []}],
    }


def _operation(route: Route, by_kind: dict[int, Any]) -> dict[str, Any]:
    names = re.findall(r"{(\w+)(?::\w+)?}", route.path)
    parameters: list[dict[str, Any]] = [{"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}} for name in names]
    parameters += [_parameter(param) for param in (*(PARAMS if route.filtered else ()), *route.query)]
    media = "application/octet-stream" if route.gives is bytes else "application/json"
    schema = {"type": "string", "format": "binary"} if route.gives is bytes else by_kind[id(route.gives)]
    refusals = {
        status: {"description": says, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}
        for status, says in _REFUSALS.items()
    }
    operation: dict[str, Any] = {
        "operationId": f"{route.method.lower()}_{re.sub(r'[^a-z]+', '_', route.path).strip('_')}",
        "summary": route.says.split("\n")[0],
        "parameters": parameters,
        "responses": {"200": {"description": "the answer", "content": {media: {"schema": schema}}}, **refusals},
    }
    if route.raw:
        operation["requestBody"] = {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
    elif route.takes is not None:
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": by_kind[id(route.takes)]}}}
    return operation


def _parameter(param: Param) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "array", "items": {"type": "string"}} if param.repeats else {"type": "string"}
    return {"name": param.name, "in": "query", "required": False, "description": param.says, "schema": schema}


def _renamed(owner: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A record's schema under the contract's names of its fields."""
    wires = {name: wire for (kind, name), wire in WIRE_NAMES.items() if kind == owner}
    if not wires or "properties" not in schema:
        return schema
    return {
        **schema,
        "properties": {wires.get(name, name): part for name, part in schema["properties"].items()},
        "required": [wires.get(name, name) for name in schema.get("required", [])],
    }
