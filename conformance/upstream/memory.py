"""What the upstream remembers between requests, until the control endpoint resets it."""

from collections import defaultdict


class NotStored(Exception):
    """Nothing has this id."""


class Store(dict[str, dict]):
    """Objects by id, in the order in which they were last kept."""

    def keep(self, item: dict) -> dict:
        self.pop(item["id"], None)
        self[item["id"]] = item
        return item

    def drop(self, name: str) -> None:
        del self[self[name]["id"]]

    def __missing__(self, name: str) -> dict:
        raise NotStored(name)

    def listed(self) -> list[dict]:
        return list(self.values())


class Memory(defaultdict[str, Store]):
    """Stores by name, made when first asked for."""

    def __init__(self) -> None:
        super().__init__(Store)
