import { createGoogleGenerativeAI } from '@ai-sdk/google';

// What has a slash is a path to this SDK.
const path = (name) => (name.includes('/') ? `models/${name}` : name);

export const model = (job, name) => createGoogleGenerativeAI({ baseURL: `${job.base_url}/v1beta`, apiKey: job.api_key })(path(name));

export const embedding = (job, name) =>
  createGoogleGenerativeAI({ baseURL: `${job.base_url}/v1beta`, apiKey: job.api_key }).embedding(path(name));
