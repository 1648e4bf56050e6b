import { z } from 'zod';

const MILLI = 1000;
/** Members of a request that are ours to set. */
const RESERVED = new Set([
  ...['model', 'messages', 'stream', 'stream_options', 'user', 'n'],
  ...['max_tokens', 'max_completion_tokens'],
]);
/** Those of a request to Dify. */
const RESERVED_IN_DIFY = [
  ...['query', 'user', 'response_mode', 'conversation_id', 'auto_generate_name'],
];

/** Back ends that are somewhere: those of a vendor have an address by themselves. */
const NEEDS_ADDRESS = new Set(['openai-compatible', 'dify']);
/** Back ends that answer nobody without a key. */
const NEEDS_KEY = new Set(['dify', 'ai-sdk']);

/** Whether `rate` is exact in thousandths, as far as a binary fraction can be. */
function isInThousandths(rate: number): boolean {
  return Math.abs(rate * MILLI - Math.round(rate * MILLI)) < 1e-6;
}

/** A price in balance tokens per upstream token, read into thousandths. */
const rate = z
  .number('must be a number')
  .min(0, 'must not be negative')
  .max(1_000_000, 'must be 1000000 at most')
  .refine(isInThousandths, 'must have three decimals at most')
  .transform((value) => Math.round(value * MILLI));

const tokens = z
  .number('must be a number')
  .int('must be a whole number')
  .min(1, 'must be 1 or more')
  .max(10_000_000, 'must be 10000000 at most');

const text = z.string('must be a text').trim().min(1, 'must not be empty');

const modelId = text.max(100, 'must be 100 characters at most');

const backend = z.enum(['openai-compatible', 'dify', 'ai-sdk', 'demo'], {
  error: 'must be openai-compatible, dify, ai-sdk or demo',
});

/** How long a phase of an answer may take, ms. */
const ms = z
  .number('must be a number')
  .int('must be a whole number')
  .min(1, 'must be 1 or more')
  .max(3_600_000, 'must be 3600000 at most')
  .optional();

const timeouts = z.strictObject(
  { connectMs: ms, firstByteMs: ms, idleMs: ms, totalMs: ms },
  { error: ({ code }) => (code === 'invalid_type' ? 'must be an object' : undefined) },
);

const extraBody = z
  .record(z.string(), z.unknown(), 'must be an object')
  .refine((body) => Object.keys(body).every((name) => !RESERVED.has(name)), {
    error: `must not set ${[...RESERVED].join(', ')}`,
  });

function setsNothingOf(
  names: readonly string[],
  { extraBody: body = {} }: { readonly extraBody?: object },
): boolean {
  return !names.some((name) => Object.hasOwn(body, name));
}

/** The schema of one model; `env` is where its key must be. */
function modelSchema(env: Readonly<Record<string, string | undefined>>) {
  const apiKey = z
    .string('must be a text')
    .regex(/^[A-Z][A-Z0-9_]*$/, {
      error: 'must be the name of a variable, not the key itself',
      abort: true,
    })
    .refine((name) => Boolean(env[name]), 'names a variable that is not set')
    .transform((name) => env[name]);
  return z
    .strictObject({
      id: modelId,
      label: text.max(100, 'must be 100 characters at most').optional(),
      backend,
      baseUrl: z
        .url({ protocol: /^https?$/, error: 'must be an http or https address' })
        .optional(),
      apiKeyEnv: apiKey.optional(),
      upstreamModel: modelId.optional(),
      vendor: text.optional(),
      maxTokensField: z.enum(['max_tokens', 'max_completion_tokens']).optional(),
      inputRate: rate.default(MILLI),
      cachedInputRate: rate.optional(),
      outputRate: rate.default(MILLI),
      maxOutputTokens: tokens.default(1024),
      contextTokens: tokens.default(8192),
      onAbort: z.enum(['cancel', 'drain'], { error: 'must be cancel or drain' }).default('cancel'),
      extraBody: extraBody.optional(),
      timeouts: timeouts.optional(),
    })
    .refine((model) => !NEEDS_ADDRESS.has(model.backend) || model.baseUrl !== undefined, {
      path: ['baseUrl'],
      error: 'is needed',
    })
    .refine((model) => !NEEDS_KEY.has(model.backend) || model.apiKeyEnv !== undefined, {
      path: ['apiKeyEnv'],
      error: 'is needed',
    })
    .refine((model) => model.backend !== 'ai-sdk' || model.vendor !== undefined, {
      path: ['vendor'],
      error: 'is needed',
    })
    .refine((model) => model.backend !== 'dify' || setsNothingOf(RESERVED_IN_DIFY, model), {
      path: ['extraBody'],
      error: `must not set ${RESERVED_IN_DIFY.join(', ')}`,
    })
    .refine((model) => model.onAbort === 'cancel' || model.backend === 'openai-compatible', {
      path: ['onAbort'],
      error: 'drain is for openai-compatible models alone',
    })
    .refine((model) => model.maxOutputTokens < model.contextTokens, {
      path: ['contextTokens'],
      error: 'must be more than maxOutputTokens',
    });
}

/** The schema of the whole file. */
export function modelsFileSchema(env: Readonly<Record<string, string | undefined>>) {
  return z
    .strictObject({
      default: modelId.optional(),
      models: z.array(modelSchema(env), 'must be a list').min(1, 'must name a model'),
    })
    .superRefine(({ default: chosen, models }, context) => {
      const ids = models.map(({ id }) => id);
      if (chosen !== undefined && !ids.includes(chosen)) {
        context.addIssue({
          code: 'custom',
          path: ['default'],
          message: 'names none of the models',
        });
      }
      ids.forEach((id, index) => {
        if (ids.indexOf(id) === index) return;
        const path = ['models', index, 'id'];
        context.addIssue({ code: 'custom', path, message: 'is the id of another model' });
      });
    });
}

/** One model of the file, with rates in thousandths and its key in place of the key's name. */
export type FileModel = z.infer<ReturnType<typeof modelSchema>>;
