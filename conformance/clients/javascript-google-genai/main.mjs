// Drives the JavaScript SDK: reads one job as JSON from stdin, prints one outcome line per task.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ApiError, GoogleGenAI } from '@google/genai';

const entry = createRequire(import.meta.url).resolve('@google/genai');
const { version: VERSION } = JSON.parse(readFileSync(join(entry.slice(0, entry.lastIndexOf('genai') + 5), 'package.json')));

// The catalogue spells as Python does; this SDK in camel case. Names inside of arguments and schemas stay as they are.
const KEPT = new Set(['args', 'response', 'parameters_json_schema', 'response_json_schema']);

const RUNS = { meaning, 'meaning-async': several, counting, leaving, vectors, 'models-list': models };

const job = JSON.parse(readFileSync(0, 'utf8'));
for (const task of job.tasks) {
  const outcome = await outcomeOf(task);
  console.log(JSON.stringify({ task: task.key, version: VERSION, outcome }));
}

async function outcomeOf(task) {
  try {
    return { result: await RUNS[task.run](job, task, task.mode === 'streamed') };
  } catch (error) {
    if (error instanceof ApiError) return { exception: { class: error.constructor.name, status: error.status, message: error.message } };
    return { exception: { class: error.constructor.name, message: error.message, foreign: true } };
  }
}

function camel(value) {
  if (Array.isArray(value)) return value.map(camel);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, item]) => {
    const name = key.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
    return [name, KEPT.has(key) ? item : camel(item)];
  });
  return Object.fromEntries(entries);
}

function client({ base_url: baseUrl, api_key: apiKey }, { key, with: given }) {
  const headers = { 'x-conformance-task': key };
  const retryOptions = given.max_retries && { retryOptions: { attempts: 1 + given.max_retries } };
  return new GoogleGenAI({ apiKey, httpOptions: { baseUrl, headers, timeout: (given.timeout ?? 20) * 1000, ...retryOptions } });
}

// Each provider counts in its own way, but none counts nothing, and more of the same is more.
async function counting(job, task) {
  const { models } = client(job, task);
  const { contents, ...rest } = camel(task.with.request);
  const few = await models.countTokens({ ...rest, contents });
  const more = await models.countTokens({ ...rest, contents: [...contents, ...contents, ...contents] });
  return { counted: few.totalTokens > 0, more: more.totalTokens > few.totalTokens };
}

async function models(job, task) {
  const found = [];
  for await (const model of await client(job, task).models.list()) found.push(model);
  return found;
}

async function vectors(job, task) {
  return (await client(job, task).models.embedContent(camel(task.with.request))).embeddings.map(({ values }) => values);
}

// The first words, after which nobody reads on.
async function leaving(job, task) {
  const { request } = task.with;
  for await (const { text } of await client(job, task).models.generateContentStream(camel(request))) if (text) return text;
  return null;
}

// All that this SDK does is asynchronous; two at a time is what there is to it.
async function several(job, task, streamed) {
  return (await Promise.all([meaning(job, task, streamed), meaning(job, task, streamed)]))[0];
}

// What is said and called. Words beside calls are a plan that only some models tell.
async function meaning(job, task, streamed) {
  const sdk = client(job, task);
  const asked = camel(task.with.request);
  const parts = [];
  const replies = streamed ? await sdk.models.generateContentStream(asked) : [await sdk.models.generateContent(asked)];
  for await (const reply of replies) parts.push(...(reply.candidates?.[0]?.content?.parts ?? []));
  const calls = parts.filter((part) => part.functionCall).map(({ functionCall: { name, args } }) => ({ name, arguments: args }));
  const said = parts.filter((part) => !part.thought).map((part) => part.text ?? '');
  const thoughts = parts.filter((part) => part.thought).map((part) => part.text ?? '');
  return calls.length ? { calls } : { text: said.join(''), ...(thoughts.length && { thought: thoughts.join('') }) };
}
