"""The OpenAI API, scripted: one file for each of its resources."""

from upstream.openai import audio, batches, chat, completions, embeddings, files, images, models, moderations, responses, vector_stores
from upstream.routes import Routes

voices = [responses.VOICE]
routes = Routes()
for resource in (audio, batches, chat, completions, embeddings, files, images, models, moderations, responses, vector_stores):
    routes.include(resource.routes)
