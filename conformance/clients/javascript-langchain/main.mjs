// Drives LangChain's ChatOpenAI and OpenAIEmbeddings.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';

const { version: VERSION } = createRequire(import.meta.url)('@langchain/openai/package.json');

const RUNS = { meaning, 'meaning-async': several, leaving, vectors };

const job = JSON.parse(readFileSync(0, 'utf8'));
for (const task of job.tasks) {
  const outcome = await outcomeOf(task);
  console.log(JSON.stringify({ task: task.key, version: VERSION, outcome }));
}

async function outcomeOf(task) {
  try {
    return { result: await RUNS[task.run](job, task, task.mode === 'streamed') };
  } catch (error) {
    if (error.status !== undefined) return { exception: { class: error.constructor.name, status: error.status, message: error.message } };
    return { exception: { class: error.constructor.name, message: error.message, foreign: true } };
  }
}

function connection({ base_url: url, api_key: apiKey }, { key, with: given }) {
  const configuration = { baseURL: `${url}/v1`, defaultHeaders: { 'x-conformance-task': key } };
  return { apiKey, maxRetries: given.max_retries ?? 0, timeout: (given.timeout ?? 20) * 1000, configuration };
}

function chat(job, task) {
  const { tools, response_format: responseFormat, model, temperature } = task.with.request;
  const chat = new ChatOpenAI({ model, temperature, ...connection(job, task) });
  return chat.withConfig({ ...(tools && { tools }), ...(responseFormat && { response_format: responseFormat }) });
}

async function vectors(job, task) {
  const { model, input } = task.with.request;
  return new OpenAIEmbeddings({ model, encodingFormat: 'float', ...connection(job, task) }).embedDocuments(input);
}

// The first words, after which nobody reads on.
async function leaving(job, task) {
  for await (const { text } of await chat(job, task).stream(task.with.request.messages)) if (text) return text;
  return null;
}

// All that LangChain does here is asynchronous; two at a time is what there is to it.
async function several(job, task, streamed) {
  return (await Promise.all([meaning(job, task, streamed), meaning(job, task, streamed)]))[0];
}

// What is said and called, added up by LangChain. Words beside calls are a plan that only some models tell.
async function meaning(job, task, streamed) {
  const { messages } = task.with.request;
  const model = chat(job, task);
  const answer = streamed ? await together(await model.stream(messages)) : await model.invoke(messages);
  const calls = (answer.tool_calls ?? []).map(({ name, args }) => ({ name, arguments: args }));
  return calls.length ? { calls } : { text: answer.text };
}

async function together(chunks) {
  let answer;
  for await (const chunk of chunks) answer = answer ? answer.concat(chunk) : chunk;
  return answer;
}
