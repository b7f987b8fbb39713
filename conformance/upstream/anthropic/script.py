"""What the scripted model says: a function of the request alone."""

import hashlib
import json

from upstream.openai.script import THOUGHT, arguments, names_both, saw

TEXT = 'Grüße — “quoted”, \\ back\\slash, <tag> & 日本語 🧪👩‍👩‍👧 done.'
ANSWER = {"city": "Zürich", "celsius": 21.5, "windy": False}
CITIES = ("Paris", "東京")


def blocks(request: dict) -> list[dict]:
    """Thinking where it is asked for, then calls of the first tool, or words."""
    thoughts = [{"type": "thinking", "thinking": THOUGHT, "signature": "c2lnbmVk"}]
    shown = thoughts if request.get("thinking", {}).get("type") in ("enabled", "adaptive") else []
    return shown + (_calls(request) or [{"type": "text", "text": _text(request)}])


def reason(request: dict) -> str:
    return "tool_use" if _calls(request) else "end_turn"


def usage(request: dict) -> tuple[int, int]:
    """Input and output tokens: invented, but the same for the same request."""
    return len(json.dumps(request)) // 4, len(_text(request)) // 4


def _calls(request: dict) -> list[dict]:
    """One call, or one for each city where calls may be parallel or both are named; none once results are in."""
    tools = request.get("tools") or []
    if not tools or any(block.get("type") == "tool_result" for block in _content(request)):
        return []
    single = (request.get("tool_choice") or {}).get("disable_parallel_tool_use", True) and not names_both(request)
    return [
        {"type": "tool_use", "id": f"toolu_{index}", "name": tools[0]["name"], "input": arguments(tools[0].get("input_schema"), city)}
        for index, city in enumerate(CITIES[:1] if single else CITIES)
    ]


def _text(request: dict) -> str:
    if request.get("output_config", {}).get("format"):
        return json.dumps(ANSWER, ensure_ascii=False)
    media = [block for block in _content(request) if block.get("type") in ("image", "document")]
    if not media:
        return TEXT
    inline = [block["source"]["data"] for block in media if block["type"] == "image" and block["source"]["type"] == "base64"]
    return saw(inline) if len(inline) == len(media) else "I saw " + ", ".join(map(_describe, media))


def _content(request: dict) -> list[dict]:
    turns = (turn["content"] for turn in request["messages"])
    return [block for content in turns if isinstance(content, list) for block in content]


def _describe(block: dict) -> str:
    source = json.dumps(block["source"], sort_keys=True)
    return f"{block['type']} of {len(source)} characters, sha256 {hashlib.sha256(source.encode()).hexdigest()[:12]}"
