import { createGoogleGenerativeAI } from '@ai-sdk/google';

export const model = (job, name) => createGoogleGenerativeAI({ baseURL: `${job.base_url}/v1beta`, apiKey: job.api_key })(name);
