import { createGoogleGenerativeAI } from '@ai-sdk/google';

// What has a slash is a path to this SDK.
const path = (name) => (name.includes('/') ? `models/${name}` : name);

export const model = (job, name) => createGoogleGenerativeAI({ baseURL: `${job.base_url}/v1beta`, apiKey: job.api_key })(path(name));

// Of vectors it is a name in any case.
export const embedding = (job, name) => createGoogleGenerativeAI({ baseURL: `${job.base_url}/v1beta`, apiKey: job.api_key }).embedding(name);
