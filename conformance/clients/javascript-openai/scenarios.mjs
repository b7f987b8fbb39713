// What each scenario does with the JavaScript SDK. Requests are the catalogue's; results are what the SDK made of the replies.

import { createHash } from 'node:crypto';
import OpenAI, { toFile } from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';

/** One task and the SDK client that it uses. Every request carries the task's key, for the upstream's journal. */
export class Client {
  constructor(baseUrl, apiKey, task) {
    this.given = task.with;
    this.streamed = task.mode === 'streamed';
    this.recording = task.recording;
    this.sdk = new OpenAI({
      baseURL: `${baseUrl}/v1`,
      apiKey,
      maxRetries: this.given.max_retries ?? 0,
      timeout: (this.given.timeout ?? 20) * 1000,
      defaultHeaders: {
        'x-conformance-task': task.key,
        ...(task.recording && { 'x-conformance-recording': task.recording.id }),
      },
    });
  }

  get request() {
    return { ...this.given.request, ...this.given.extra, ...(this.streamed && { stream: true }) };
  }

  /** As many bytes as the scenario asks for: all values, no period. */
  file(name) {
    const size = this.given.file_bytes;
    const blocks = Array.from({ length: Math.ceil(size / 32) }, (_, i) => createHash('sha256').update(`${i}`).digest());
    return toFile(Buffer.concat(blocks).subarray(0, size), name);
  }
}

const all = async (events) => {
  const found = [];
  for await (const event of events) found.push(event);
  return found;
};
const read = async (client, reply) => (client.streamed ? all(await reply) : await reply);
const digest = (data) => ({ bytes: data.length, sha256: createHash('sha256').update(data).digest('hex') });
const after = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const Weather = z.object({ city: z.string(), celsius: z.number(), windy: z.boolean() });

/** By scenario, or by scenario/mode where the two modes have nothing in common. */
export const scenarios = {
  chat: (client) => read(client, client.sdk.chat.completions.create(client.request)),

  responses: (client) => read(client, client.sdk.responses.create(client.request)),

  completions: (client) => read(client, client.sdk.completions.create(client.request)),

  // What is said and called, put together by the SDK. Words beside calls are a plan that only some models tell.
  meaning: async ({ sdk, request, streamed }) => {
    const { stream, ...asked } = request;
    const { chat } = sdk;
    const reply = streamed ? await chat.completions.stream(asked).finalChatCompletion() : await chat.completions.create(asked);
    const { content, tool_calls: called } = reply.choices[0].message;
    const calls = (called ?? []).map(({ function: f }) => ({ name: f.name, arguments: JSON.parse(f.arguments) }));
    return calls.length ? { calls } : { text: content };
  },

  'meaning-async': async (client) => (await Promise.all([scenarios.meaning(client), scenarios.meaning(client)]))[0],

  // The same of a response. Thinking counts where it was asked for: some models show it to everybody.
  'meaning-responses': async ({ sdk, request, streamed }) => {
    const { stream, ...asked } = request;
    const response = streamed ? await sdk.responses.stream(asked).finalResponse() : await sdk.responses.create(asked);
    const of = (type) => response.output.filter((item) => item.type === type);
    const calls = of('function_call').map(({ name, arguments: given }) => ({ name, arguments: JSON.parse(given) }));
    const thought = of('reasoning').flatMap(({ summary }) => summary.map(({ text }) => text)).join('');
    const text = of('message').flatMap(({ content }) => content.map((part) => part.text)).join('');
    return calls.length ? { calls } : { text, ...(asked.reasoning && { thought }) };
  },

  // Each provider counts in its own way, but none counts nothing, and more of the same is more.
  counting: async ({ sdk, request }) => {
    const few = await sdk.responses.inputTokens.count(request);
    const more = await sdk.responses.inputTokens.count({ ...request, input: request.input.repeat(3) });
    return { counted: few.input_tokens > 0, more: more.input_tokens > few.input_tokens };
  },

  vectors: async ({ sdk, request }) => (await sdk.embeddings.create(request)).data.map(({ embedding }) => embedding),

  // The first words, after which nobody reads on.
  leaving: async ({ sdk, request }) => {
    for await (const { choices } of await sdk.chat.completions.create({ ...request, stream: true })) {
      if (choices[0]?.delta.content) return choices[0].delta.content;
    }
    return null;
  },

  'chat-parse': async ({ sdk, request }) => {
    const reply = await sdk.chat.completions.parse({ ...request, response_format: zodResponseFormat(Weather, 'weather') });
    return reply.choices[0].message.parsed;
  },

  'chat-large': ({ sdk, request, given }) => {
    const url = `data:image/png;base64,${Buffer.alloc(given.image_bytes).toString('base64')}`;
    const content = [{ type: 'image_url', image_url: { url } }];
    return sdk.chat.completions.create({ model: request.model, messages: [{ role: 'user', content }] });
  },

  'chat-async': (client) =>
    Promise.all(Array.from({ length: client.given.concurrency }, () => scenarios.chat(client))),

  // Whether the first event came well before the last one: the upstream takes 0.75 s over them.
  'chat-drip': async ({ sdk, request }) => {
    const arrivals = [];
    for await (const _ of await sdk.chat.completions.create(request)) arrivals.push(performance.now());
    return { events: arrivals.length, spread: arrivals.at(-1) - arrivals[0] > 300 };
  },

  'chat-cancel/streamed': async ({ sdk, request }) => {
    for await (const event of await sdk.chat.completions.create(request)) return event;
  },

  'chat-cancel/whole': async ({ sdk, request }) => {
    const abort = new AbortController();
    const reply = sdk.chat.completions.create({ ...request, model: 'fault-hang' }, { signal: abort.signal });
    after(500).then(() => abort.abort());
    return reply.then(
      () => 'answered',
      (error) => (error instanceof OpenAI.APIUserAbortError ? 'cancelled' : String(error)),
    );
  },

  'chat-raw/whole': async ({ sdk, request }) => {
    const { data, response, request_id } = await sdk.chat.completions.create(request).withResponse();
    return { status: response.status, reply_headers: Object.fromEntries(response.headers), data, request_id };
  },

  'chat-raw/streamed': async ({ sdk, request }) => {
    const response = await sdk.chat.completions.create(request).asResponse();
    return { status: response.status, reply_headers: Object.fromEntries(response.headers), body: await response.text() };
  },

  'responses-stored/whole': async ({ sdk, request }) => {
    const created = await sdk.responses.create(request);
    const retrieved = await sdk.responses.retrieve(created.id);
    const items = await all(sdk.responses.inputItems.list(created.id));
    const cancelled = await sdk.responses.cancel(created.id);
    await sdk.responses.delete(created.id);
    return [created, retrieved, ...items, cancelled];
  },

  'responses-stored/streamed': async ({ sdk, given }) => {
    const created = await sdk.responses.create(given.request);
    return all(await sdk.responses.retrieve(created.id, { stream: true }));
  },

  embeddings: ({ sdk, request }) => sdk.embeddings.create(request),

  'models-list': ({ sdk }) => all(sdk.models.list()),

  'models-retrieve': ({ sdk, given }) => sdk.models.retrieve(given.name),

  moderations: ({ sdk, request }) => sdk.moderations.create(request),

  'images-generate': ({ sdk, request }) => sdk.images.generate(request),

  'images-edit': async (client) =>
    client.sdk.images.edit({ image: await client.file('sluice.png'), ...client.request }),

  'audio-transcription': async (client) =>
    read(client, client.sdk.audio.transcriptions.create({ file: await client.file('speech.mp3'), ...client.request })),

  'audio-speech': async ({ sdk, request }) => {
    const reply = await sdk.audio.speech.create(request);
    return { type: reply.headers.get('content-type'), ...digest(Buffer.from(await reply.arrayBuffer())) };
  },

  files: async (client) => {
    const { files } = client.sdk;
    const uploaded = await files.create({ file: await client.file('Übung.jsonl'), purpose: 'batch' });
    const listed = await all(files.list());
    const content = digest(Buffer.from(await (await files.content(uploaded.id)).arrayBuffer()));
    return [uploaded, ...listed, await files.retrieve(uploaded.id), content, await files.delete(uploaded.id)];
  },

  batches: async ({ sdk: { batches }, request }) => {
    const created = await batches.create(request);
    return [created, await batches.retrieve(created.id), ...(await all(batches.list())), await batches.cancel(created.id)];
  },

  'vector-stores': async ({ sdk: { vectorStores }, given }) => {
    const created = await vectorStores.create({ name: given.name });
    const retrieved = await vectorStores.retrieve(created.id);
    const listed = await all(vectorStores.list());
    const found = await all(vectorStores.search(created.id, { query: given.query }));
    return [created, retrieved, ...listed, ...found, await vectorStores.delete(created.id)];
  },

  replay: (client) => {
    const { chat, responses, completions } = client.sdk;
    const resources = { '/v1/chat/completions': chat.completions, '/v1/responses': responses, '/v1/completions': completions };
    return read(client, resources[client.recording.path].create(client.recording.request));
  },
};
