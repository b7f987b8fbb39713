"""The runtime of Amazon Bedrock, scripted: Converse, whole and as a binary event stream."""

from upstream.bedrock import converse, wire

routes = converse.routes
voices = [wire.VOICE]
