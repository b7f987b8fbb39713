"""A path table. A dialect is one folder that exports `routes`."""

import re
from collections.abc import Awaitable, Callable

from upstream.http import Exchange

Handler = Callable[..., Awaitable[None]]


class Routes:
    """Handlers by method and path; `{name}` in a path matches one segment and is passed as an argument."""

    def __init__(self) -> None:
        self._table: list[tuple[str, re.Pattern[str], Handler]] = []

    def on(self, method: str, path: str) -> Callable[[Handler], Handler]:
        def register(handler: Handler) -> Handler:
            self._table.append((method, re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)), handler))
            return handler

        return register

    def include(self, other: "Routes") -> None:
        self._table += other._table

    def find(self, exchange: Exchange) -> tuple[Handler, dict[str, str]] | None:
        for method, pattern, handler in self._table:
            match = pattern.fullmatch(exchange.request.path)
            if method == exchange.request.method and match:
                return handler, match.groupdict()
        return None
