"""The Anthropic API, scripted: one file for each of its resources."""

from upstream.anthropic import batches, messages, wire
from upstream.routes import Routes

routes = Routes()
for resource in (batches, messages):
    routes.include(resource.routes)

voices = [wire.VOICE]
