"""The OpenAPI description of the server, whose requests are described by the dataclasses that read them."""

from __future__ import annotations

import dataclasses
import math
import types
import typing
from typing import Any

from gpt_studio import __version__
from gpt_studio.core.decode import range_of
from gpt_studio.server.requests import ChatRequest, CompletionRequest

_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}


def description() -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "GPT Studio", "version": __version__},
        "security": [{"token": []}],
        "paths": {
            "/health": {"get": _reading("Whether the server is there") | {"security": []}},
            "/openapi.json": {"get": _reading("This description")},
            "/v1/models": {"get": _reading("The model that this server lends")},
            "/v1/models/{name}": {
                "get": _reading("The model, by its name")
                | {"parameters": [{"name": "name", "in": "path", "required": True, "schema": {"type": "string"}}]}
            },
            "/v1/completions": {"post": _writing("Go on from a text", CompletionRequest)},
            "/v1/chat/completions": {"post": _writing("Answer in a conversation", ChatRequest)},
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {kind.__name__: schema_of(kind) for kind in (CompletionRequest, ChatRequest)}
            | {
                "Error": {
                    "type": "object",
                    "required": ["error"],
                    "properties": {
                        "error": {
                            "type": "object",
                            "required": ["message", "type", "param", "code"],
                            "properties": {
                                "message": {"type": "string"},
                                "type": {"type": "string"},
                                "param": {"type": ["string", "null"]},
                                "code": {"type": ["string", "null"]},
                            },
                        }
                    },
                }
            },
        },
    }


def schema_of(hint: Any) -> dict[str, Any]:
    """The JSON schema of a type that :func:`gpt_studio.core.decode.decode` reads."""
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if dataclasses.is_dataclass(hint):
        return _object(typing.cast(type, hint))
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [schema_of(part) for part in parts]}
    if origin is typing.Literal:
        return {"type": "string", "enum": list(parts)}
    if origin is tuple:
        return {"type": "array", "items": schema_of(parts[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": schema_of(parts[1])}
    return {"type": "null"} if hint is type(None) else {"type": _TYPES[hint]}


def _object(kind: type) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    properties, required = {}, []
    for field in dataclasses.fields(kind):
        properties[field.name] = schema_of(hints[field.name]) | _bounds(field)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            required.append(field.name)
    return {"type": "object", "properties": properties} | ({"required": required} if required else {})


def _bounds(field: dataclasses.Field[Any]) -> dict[str, Any]:
    allowed = range_of(field)
    if allowed is None:
        return {}
    ends = {"minimum": allowed.minimum, "maximum": allowed.maximum}
    return {name: value for name, value in ends.items() if math.isfinite(value)}


def _reading(what: str) -> dict[str, Any]:
    return {"summary": what, "responses": {"200": {"description": "Done"}, "default": _ERROR}}


def _writing(what: str, kind: type) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{kind.__name__}"}
    return {
        "summary": what,
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": {
            "200": {"description": "An answer, or with stream: true its parts as events"},
            "429": {"description": "Too many requests wait"},
            "default": _ERROR,
        },
    }


_ERROR = {
    "description": "A sentence that says what is wrong",
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
}
