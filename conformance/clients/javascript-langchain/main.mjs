// Drives LangChain's ChatOpenAI.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ChatOpenAI } from '@langchain/openai';

const { version: VERSION } = createRequire(import.meta.url)('@langchain/openai/package.json');

const job = JSON.parse(readFileSync(0, 'utf8'));
for (const task of job.tasks) {
  const outcome = await outcomeOf(task);
  console.log(JSON.stringify({ task: task.key, version: VERSION, outcome }));
}

async function outcomeOf(task) {
  try {
    return { result: await meaning(job, task, task.mode === 'streamed') };
  } catch (error) {
    if (error.status !== undefined) return { exception: { class: error.constructor.name, status: error.status, message: error.message } };
    return { exception: { class: error.constructor.name, message: error.message, foreign: true } };
  }
}

// What is said and called, added up by LangChain. Words beside calls are a plan that only some models tell.
async function meaning({ base_url: url, api_key: apiKey }, task, streamed) {
  const { messages, tools, response_format: responseFormat, model: name, temperature } = task.with.request;
  const configuration = { baseURL: `${url}/v1`, defaultHeaders: { 'x-conformance-task': task.key } };
  const chat = new ChatOpenAI({ model: name, apiKey, temperature, maxRetries: 0, timeout: 20_000, configuration });
  const model = chat.withConfig({ ...(tools && { tools }), ...(responseFormat && { response_format: responseFormat }) });
  const answer = streamed ? await together(await model.stream(messages)) : await model.invoke(messages);
  const calls = (answer.tool_calls ?? []).map(({ name, args }) => ({ name, arguments: args }));
  return calls.length ? { calls } : { text: answer.text };
}

async function together(chunks) {
  let answer;
  for await (const chunk of chunks) answer = answer ? answer.concat(chunk) : chunk;
  return answer;
}
