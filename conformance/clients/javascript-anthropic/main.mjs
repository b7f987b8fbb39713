// Drives the JavaScript SDK: reads one job as JSON from stdin, prints one outcome line per task.

import { readFileSync } from 'node:fs';
import Anthropic from '@anthropic-ai/sdk';
import { VERSION } from '@anthropic-ai/sdk/version';

const RUNS = { meaning, 'meaning-async': several, counting, leaving, 'models-list': models };

const job = JSON.parse(readFileSync(0, 'utf8'));
for (const task of job.tasks) {
  const outcome = await outcomeOf(task);
  console.log(JSON.stringify({ task: task.key, version: VERSION, outcome }));
}

async function outcomeOf(task) {
  try {
    return { result: await RUNS[task.run](job, task, task.mode === 'streamed') };
  } catch (error) {
    if (error instanceof Anthropic.APIError) return { exception: { class: error.constructor.name, status: error.status ?? null, message: error.message } };
    return { exception: { class: error.constructor.name, message: error.message, foreign: true } };
  }
}

function client({ base_url: baseURL, api_key: apiKey }, { key, with: given }) {
  const defaultHeaders = { 'x-conformance-task': key };
  return new Anthropic({ baseURL, apiKey, maxRetries: given.max_retries ?? 0, timeout: (given.timeout ?? 20) * 1000, defaultHeaders });
}

// Each provider counts in its own way, but none counts nothing, and more of the same is more.
async function counting(job, task) {
  const sdk = client(job, task);
  const { messages, ...rest } = task.with.request;
  const few = await sdk.messages.countTokens({ ...rest, messages });
  const more = await sdk.messages.countTokens({ ...rest, messages: [...messages, ...messages, ...messages] });
  return { counted: few.input_tokens > 0, more: more.input_tokens > few.input_tokens };
}

async function models(job, task) {
  const found = [];
  for await (const model of client(job, task).models.list()) found.push(model);
  return found;
}

// The first words, after which nobody reads on.
async function leaving(job, task) {
  for await (const event of await client(job, task).messages.create({ ...task.with.request, stream: true })) {
    if (event.type === 'content_block_delta') return event.delta.text;
  }
  return null;
}

// All that this SDK does is asynchronous; two at a time is what there is to it.
async function several(job, task, streamed) {
  return (await Promise.all([meaning(job, task, streamed), meaning(job, task, streamed)]))[0];
}

// What is said and called, put together by the SDK. Words beside calls are a plan that only some models tell.
async function meaning(job, task, streamed) {
  const sdk = client(job, task);
  const asked = task.with.request;
  const message = streamed ? await sdk.messages.stream(asked).finalMessage() : await sdk.messages.create(asked);
  const calls = message.content.filter(({ type }) => type === 'tool_use').map((call) => ({ name: call.name, arguments: call.input }));
  const text = message.content.filter(({ type }) => type === 'text').map((block) => block.text);
  const thoughts = message.content.filter(({ type }) => type === 'thinking').map((block) => block.thinking);
  return calls.length ? { calls } : { text: text.join(''), ...(thoughts.length && { thought: thoughts.join('') }) };
}
