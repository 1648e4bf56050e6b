import { means, type UsagePayload } from './payload';

const ZERO_PRICES = { prompt_price: '0', completion_price: '0', total_price: '0' };

/** The `metadata.usage` of Dify's `message_end`. */
export const DIFY_USAGE = {
  'Dify, Chatbot': {
    raw: {
      prompt_tokens: 1033,
      prompt_unit_price: '0.001',
      prompt_price_unit: '0.001',
      prompt_price: '0.0010330',
      completion_tokens: 135,
      completion_unit_price: '0.002',
      completion_price_unit: '0.001',
      completion_price: '0.0002700',
      total_tokens: 1168,
      total_price: '0.0013030',
      currency: 'USD',
      latency: 1.381760165997548,
    },
    means: means(1033, 135),
  },
  'Dify, Chatflow that counted': {
    raw: { prompt_tokens: 63, completion_tokens: 18, total_tokens: 81, ...ZERO_PRICES },
    means: means(63, 18),
  },
  'Dify, Chatflow that counted nothing': {
    raw: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0, ...ZERO_PRICES, latency: 0 },
  },
  'Dify, no usage at all': { raw: null },
} satisfies Record<string, UsagePayload>;

/** One row of Dify's `GET /messages`. */
export const DIFY_MESSAGES = {
  'Dify, row of a stopped answer': {
    raw: {
      ...{
        id: 'm',
        conversation_id: 'c',
        inputs: {},
        query: 'Hello',
        answer: '',
        status: 'normal',
      },
      ...{ message_tokens: 48, answer_tokens: 7, total_tokens: 55, total_price: '0.00011' },
      ...{ currency: 'USD', provider_response_latency: 0.9, created_at: 1_750_000_000 },
    },
    means: means(48, 7),
  },
  'Dify, row of an older version': {
    raw: { id: 'm', conversation_id: 'c', query: 'Hello', answer: 'Hi', created_at: 1_700_000_000 },
  },
  'Dify, row that counted nothing': {
    raw: { id: 'm', answer: 'Hi', message_tokens: 0, answer_tokens: 0 },
  },
} satisfies Record<string, UsagePayload>;
