// Drives the AI SDK with one of its providers, which is the first argument.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { APICallError, generateObject, generateText, jsonSchema, streamObject, streamText, tool } from 'ai';

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

const job = JSON.parse(readFileSync(0, 'utf8'));
for (const task of job.tasks) {
  const outcome = await outcomeOf(task);
  console.log(JSON.stringify({ task: task.key, version: VERSION, outcome }));
}

async function outcomeOf(task) {
  try {
    return { result: await meaning(job, task, task.mode === 'streamed') };
  } catch (error) {
    if (APICallError.isInstance(error)) return { exception: { class: error.constructor.name, status: error.statusCode ?? null, message: error.message } };
    return { exception: { class: error.constructor.name, message: error.message, foreign: true } };
  }
}

// What is said and called. Words beside calls are a plan that only some models tell.
async function meaning(job, task, streamed) {
  const request = task.with.request;
  const headers = { 'x-conformance-task': task.key };
  const model = provider.model(job, request.model);
  const asked = { model, headers, maxRetries: 0, abortSignal: AbortSignal.timeout(20_000), ...said(task) };
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
      return { messages: [ask('Hi')] };
  }
}
