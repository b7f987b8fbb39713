import { createAnthropic } from '@ai-sdk/anthropic';

export const model = (job, name) => createAnthropic({ baseURL: `${job.base_url}/v1`, apiKey: job.api_key })(name);
