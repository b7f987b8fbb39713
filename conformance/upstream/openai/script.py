"""What the scripted model says: a function of the request alone, the same in chat completions and in responses."""

import base64
import hashlib
import json

TEXT = 'Grüße — “quoted”, \\ back\\slash, <tag> & 日本語 🧪👩‍👩‍👧 done.'
ANSWER = {"city": "Zürich", "celsius": 21.5, "windy": False}
CITIES = ("Paris", "東京")
THOUGHT = "Hm — let me see."


def tool_calls(request: dict) -> list[dict]:
    """One call of the first tool, or one for each city where calls may be parallel or both are named; none once results are in."""
    tools = [tool.get("function") or tool for tool in request.get("tools") or []]
    if not tools or _has_results(request):
        return []
    cities = CITIES if request.get("parallel_tool_calls") or names_both(request) else CITIES[:1]
    said = [json.dumps(arguments(tools[0].get("parameters"), city), ensure_ascii=False) for city in cities]
    return [{"id": f"call_{i}", "name": tools[0]["name"], "arguments": text} for i, text in enumerate(said)]


def arguments(schema: dict | None, city: str) -> dict:
    """What a tool is called with: the whole answer where that is what it takes, since some SDKs make a tool of a schema."""
    return ANSWER if "celsius" in (schema or {}).get("properties", {}) else {"city": city}


def names_both(request: dict) -> bool:
    """Not every dialect can say that calls may be parallel, but in each a question can name two cities."""
    turns = request.get("messages") or request.get("input")
    return CITIES[1] in json.dumps(turns, ensure_ascii=False)


def text(request: dict) -> str:
    if _wants_schema(request):
        return json.dumps(ANSWER, ensure_ascii=False)
    if urls := list(_images(request.get("messages") or request.get("input"))):
        inline = [url.partition(";base64,")[2] for url in urls]
        return saw(inline) if all(inline) else "I saw " + ", ".join(map(_describe, urls))
    return TEXT


def saw(images: list[str]) -> str:
    """Of images in Base64 every upstream says the same, so that one that arrived changed is found."""
    read = [base64.b64decode(image) for image in images]
    return "I saw " + ", ".join(f"{len(image)} bytes, sha256 {hashlib.sha256(image).hexdigest()[:12]}" for image in read)


def usage(request: dict) -> tuple[int, int]:
    """Input and output tokens: invented, but the same for the same request."""
    return len(json.dumps(request)) // 4, len(text(request)) // 4


def _has_results(request: dict) -> bool:
    items = request.get("messages") or request.get("input")
    return isinstance(items, list) and any(
        item.get("role") == "tool" or item.get("type") == "function_call_output" for item in items
    )


def _wants_schema(request: dict) -> bool:
    asked = request.get("response_format") or request.get("text", {}).get("format") or {}
    return asked.get("type") == "json_schema"


def _images(node: object) -> list[str]:
    if isinstance(node, list):
        return [found for item in node for found in _images(item)]
    if not isinstance(node, dict):
        return []
    if node.get("type") in ("image_url", "input_image"):
        url = node["image_url"]
        return [url["url"] if isinstance(url, dict) else url]
    return _images(node.get("content"))


def _describe(url: str) -> str:
    return f"{url.partition(',')[0][:40]} of {len(url)} characters, sha256 {hashlib.sha256(url.encode()).hexdigest()[:12]}"
