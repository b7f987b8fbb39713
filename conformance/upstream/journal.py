"""What the upstream received and how each exchange ended: the harness compares two runs by it."""

import base64

from upstream.http import Exchange

TASK_HEADER = "x-conformance-task"


class Journal:
    """Every exchange since the last reset, and how often each task has knocked."""

    def __init__(self) -> None:
        self.exchanges: list[Exchange] = []

    def open(self, exchange: Exchange) -> None:
        self.exchanges.append(exchange)

    def attempts(self, exchange: Exchange) -> int:
        """How many requests of this task have arrived, this one included."""
        name = exchange.request.header(TASK_HEADER)
        return sum(1 for other in self.exchanges if other.request.header(TASK_HEADER) == name)

    def reset(self) -> None:
        self.exchanges = []

    def entries(self) -> list[dict]:
        return [
            {
                "task": exchange.request.header(TASK_HEADER),
                "method": exchange.request.method,
                "target": exchange.request.target,
                "headers": exchange.request.headers,
                "body": base64.b64encode(exchange.request.body).decode(),
                "ended": exchange.ended,
            }
            for exchange in self.exchanges
        ]
