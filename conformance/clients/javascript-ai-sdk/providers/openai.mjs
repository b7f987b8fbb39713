import { createOpenAI } from '@ai-sdk/openai';

export const model = (job, name) => createOpenAI({ baseURL: `${job.base_url}/v1`, apiKey: job.api_key }).chat(name);

export const embedding = (job, name) => createOpenAI({ baseURL: `${job.base_url}/v1`, apiKey: job.api_key }).embedding(name);
