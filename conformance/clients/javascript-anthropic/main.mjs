// Drives the JavaScript SDK: reads one job as JSON from stdin, prints one outcome line per task.

import { readFileSync } from 'node:fs';
import Anthropic from '@anthropic-ai/sdk';
import { VERSION } from '@anthropic-ai/sdk/version';

const job = JSON.parse(readFileSync(0, 'utf8'));
for (const task of job.tasks) {
  const outcome = await outcomeOf(task);
  console.log(JSON.stringify({ task: task.key, version: VERSION, outcome }));
}

async function outcomeOf(task) {
  try {
    return { result: await meaning(job, task, task.mode === 'streamed') };
  } catch (error) {
    if (error instanceof Anthropic.APIError) return { exception: { class: error.constructor.name, status: error.status ?? null, message: error.message } };
    return { exception: { class: error.constructor.name, message: error.message, foreign: true } };
  }
}

// What is said and called, put together by the SDK. Words beside calls are a plan that only some models tell.
async function meaning({ base_url: baseURL, api_key: apiKey }, task, streamed) {
  const defaultHeaders = { 'x-conformance-task': task.key };
  const sdk = new Anthropic({ baseURL, apiKey, maxRetries: 0, timeout: 20_000, defaultHeaders });
  const asked = task.with.request;
  const message = streamed ? await sdk.messages.stream(asked).finalMessage() : await sdk.messages.create(asked);
  const calls = message.content.filter(({ type }) => type === 'tool_use').map((call) => ({ name: call.name, arguments: call.input }));
  const text = message.content.filter(({ type }) => type === 'text').map((block) => block.text);
  const thoughts = message.content.filter(({ type }) => type === 'thinking').map((block) => block.thinking);
  return calls.length ? { calls } : { text: text.join(''), ...(thoughts.length && { thought: thoughts.join('') }) };
}
