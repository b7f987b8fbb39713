// Runs scenarios through the JavaScript SDK: reads one job as JSON from stdin, prints one outcome line per task.

import { readFileSync } from 'node:fs';
import OpenAI from 'openai';
import { VERSION } from 'openai/version';
import { scenarios, Client } from './scenarios.mjs';

const job = JSON.parse(readFileSync(0, 'utf8'));
for (const task of job.tasks) {
  const run = scenarios[`${task.run}/${task.mode}`] ?? scenarios[task.run];
  if (!run) continue;
  const outcome = await outcomeOf(run, new Client(job.base_url, job.api_key, task));
  console.log(JSON.stringify({ task: task.key, version: VERSION, outcome }));
}

async function outcomeOf(run, client) {
  try {
    return { result: (await run(client)) ?? null };
  } catch (error) {
    if (error instanceof OpenAI.APIError) return { exception: normalised(error) };
    // What the SDK lets escape is an outcome too.
    return { exception: { class: error.constructor.name, message: error.message, foreign: true } };
  }
}

function normalised(error) {
  const { status = null, code = null, param = null, type = null, message, requestID = null } = error;
  return { class: error.constructor.name, status, code, param, type, message, request_id: requestID };
}
