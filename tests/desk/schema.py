"""As much of JSON Schema as the desk's description uses: says where a value does not fit."""

KINDS = {
    "string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None), "array": list, "object": dict,
}


def misfits(value, schema, parts, where="$"):
    """Each place at which a value is not what the schema says."""
    if "$ref" in schema:
        yield from misfits(value, parts[schema["$ref"].rsplit("/", 1)[-1]], parts, where)
        return
    if "anyOf" in schema:
        tried = [list(misfits(value, one, parts, where)) for one in schema["anyOf"]]
        if all(tried):
            yield from min(tried, key=len)
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where}: {value!r} is none of {schema['enum']}"
    kind = schema.get("type")
    if kind and not any(isinstance(value, KINDS[one]) for one in ([kind] if isinstance(kind, str) else kind)):
        yield f"{where}: {value!r} is no {kind}"
        return
    if kind in ("integer", "number") and isinstance(value, bool):
        yield f"{where}: {value!r} is no {kind}"
    if isinstance(value, dict):
        yield from _object(value, schema, parts, where)
    if isinstance(value, list):
        yield from _array(value, schema, parts, where)


def _object(value, schema, parts, where):
    known = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{where}: {name} is missing"
    more = schema.get("additionalProperties", not known)
    for name, part in value.items():
        if name in known:
            yield from misfits(part, known[name], parts, f"{where}.{name}")
        elif isinstance(more, dict):
            yield from misfits(part, more, parts, f"{where}.{name}")
        elif known and more is not True:
            yield f"{where}: {name} is not described"


def _array(value, schema, parts, where):
    if "prefixItems" in schema:
        for n, (one, part) in enumerate(zip(value, schema["prefixItems"], strict=False)):
            yield from misfits(one, part, parts, f"{where}[{n}]")
    elif isinstance(schema.get("items"), dict):
        for n, one in enumerate(value):
            yield from misfits(one, schema["items"], parts, f"{where}[{n}]")
