// Drives the AI SDK with one of its providers, which is the first argument.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { APICallError, embedMany, generateObject, generateText, jsonSchema, streamObject, streamText, tool } from 'ai';

const require = createRequire(import.meta.url);
const { version: VERSION } = require('ai/package.json');
const provider = await import(`./providers/${process.argv[2]}.mjs`);

// One red pixel.
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

// What each provider is asked that it may think and show it; each reads its own.
const THINKING = {
  anthropic: { thinking: { type: 'enabled', budgetTokens: 1024 } },
  google: { thinkingConfig: { includeThoughts: true, thinkingBudget: 1024 } },
  openai: { reasoningEffort: 'low', reasoningSummary: 'auto', forceReasoning: true },
};

const RUNS = { meaning, 'meaning-responses': meaning, 'meaning-async': several, leaving, vectors };

const job = JSON.parse(readFileSync(0, 'utf8'));
for (const task of job.tasks) {
  const outcome = await outcomeOf(task);
  console.log(JSON.stringify({ task: task.key, version: VERSION, outcome }));
}

async function outcomeOf(task) {
  try {
    return { result: await RUNS[task.run](job, task, task.mode === 'streamed') };
  } catch (error) {
    if (APICallError.isInstance(error)) return { exception: { class: error.constructor.name, status: error.statusCode ?? null, message: error.message } };
    return { exception: { class: error.constructor.name, message: error.message, foreign: true } };
  }
}

// How it is asked, whatever is asked.
function patience({ key, with: given }) {
  const headers = { 'x-conformance-task': key };
  return { headers, maxRetries: given.max_retries ?? 0, abortSignal: AbortSignal.timeout((given.timeout ?? 20) * 1000) };
}

async function vectors(job, task) {
  const model = provider.embedding(job, task.with.request.model);
  return (await embedMany({ model, values: task.with.request.input ?? task.with.request.contents, ...patience(task) })).embeddings;
}

// The first words, after which nobody reads on. This SDK keeps a copy of what it streams, so leaving is said with a signal.
async function leaving(job, task) {
  const { headers, maxRetries } = patience(task);
  const abort = new AbortController();
  const model = provider.model(job, task.with.request.model);
  const { textStream } = streamText({ model, headers, maxRetries, abortSignal: abort.signal, ...said(task), onError: () => {} });
  for await (const text of textStream) {
    abort.abort();
    return text;
  }
  return null;
}

// All that this SDK does is asynchronous; two at a time is what there is to it.
async function several(job, task, streamed) {
  return (await Promise.all([meaning(job, task, streamed), meaning(job, task, streamed)]))[0];
}

// What is said and called. Words beside calls are a plan that only some models tell.
async function meaning(job, task, streamed) {
  const model = provider.model(job, task.with.request.model);
  const asked = { model, ...patience(task), ...said(task) };
  return task.key.startsWith('across-schema') ? object(asked, streamed) : words(asked, streamed);
}

async function object(asked, streamed) {
  const properties = { city: { type: 'string' }, celsius: { type: 'number' }, windy: { type: 'boolean' } };
  const required = Object.keys(properties);
  const schema = jsonSchema({ type: 'object', properties, required, additionalProperties: false });
  return (await (streamed ? awaited(streamObject, { ...asked, schema }) : generateObject({ ...asked, schema }))).object;
}

async function words(asked, streamed) {
  const reply = streamed ? await awaited(streamText, asked) : await generateText(asked);
  const calls = (await reply.toolCalls).map(({ toolName, input }) => ({ name: toolName, arguments: input }));
  const thought = asked.providerOptions && { thought: await reply.reasoningText };
  return calls.length ? { calls } : { text: await reply.text, ...thought };
}

// A stream tells its error to a callback, and throws something else.
async function awaited(start, asked) {
  let failure;
  const reply = start({ ...asked, onError: ({ error }) => (failure = error) });
  try {
    for await (const part of reply.fullStream) void part; // Nothing comes of an object that nobody reads.
    const found = { text: await reply.text, toolCalls: await reply.toolCalls, reasoningText: await reply.reasoningText, object: await reply.object };
    if (failure) throw failure;
    return found;
  } catch (error) {
    throw failure ?? error;
  }
}

// The same conversations as in the catalogue, in this SDK's own words.
function said(task) {
  const name = task.key.split('/')[0].replace('across-', '');
  const city = jsonSchema({ type: 'object', properties: { city: { type: 'string' } }, required: ['city'] });
  const tools = { get_weather: tool({ description: 'The weather now, in °C', inputSchema: city }) };
  const ask = (content) => ({ role: 'user', content });
  const call = (id, where) => ({ type: 'tool-call', toolCallId: id, toolName: 'get_weather', input: { city: where } });
  const result = (id, value) => ({ type: 'tool-result', toolCallId: id, toolName: 'get_weather', output: { type: 'text', value } });
  switch (name) {
    case 'words':
      return { system: 'Be brief.', messages: [ask('Hi'), { role: 'assistant', content: 'Hello.' }, ask('Again?')], temperature: 0.5, maxOutputTokens: 64 };
    case 'image':
      return { messages: [ask([{ type: 'text', text: 'What is this?' }, { type: 'file', data: PNG, mediaType: 'image/png' }])] };
    case 'thinking':
    case 'responses-thinking':
      return { messages: [ask('Say hello')], maxOutputTokens: 2048, providerOptions: THINKING };
    case 'tool':
      return { tools, messages: [ask('Weather in Paris?')] };
    case 'tools-parallel':
      return { tools, messages: [ask('Weather in Paris and 東京?')] };
    case 'tool-results':
      return {
        tools,
        messages: [
          ask('Weather in Paris and 東京?'),
          { role: 'assistant', content: [call('call_0', 'Paris'), call('call_1', '東京')] },
          { role: 'tool', content: [result('call_0', '21.50'), result('call_1', 'none')] },
        ],
      };
    default:
      return { messages: [ask(`Say hello to ${task.key}`)] }; // by which the upstream knows it, where the header is lost
  }
}
