"""What the upstream received and how each exchange ended: the harness compares two runs by it."""

import base64

from upstream.http import Exchange

TASK_HEADER = "x-conformance-task"


def _task(exchange: Exchange) -> object:
    return exchange.request.header(TASK_HEADER) or (exchange.request.target, exchange.request.body)


class Journal:
    """Every exchange since the last reset, and how often each task has knocked."""

    def __init__(self) -> None:
        self.exchanges: list[Exchange] = []

    def open(self, exchange: Exchange) -> None:
        self.exchanges.append(exchange)

    def attempts(self, exchange: Exchange) -> int:
        """How many requests of this task have arrived, this one included; where translation lost the header, equal ones are of one task."""
        return sum(1 for other in self.exchanges if _task(other) == _task(exchange))

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
