import type { Logger } from 'pino';
import { pino } from 'pino';
import type { Config } from '../config/config';

/** Members whose values never reach a log, at any of the depths they occur at. */
const SECRET_MEMBERS = [
  'authorization',
  'cookie',
  '["set-cookie"]',
  'password',
  'currentPassword',
  'newPassword',
  'token',
  'content',
  'message.content',
  '["stripe-signature"]',
  'client_secret',
  'parameters',
];

/** JSON lines on standard output, with request ids and without secrets, bodies or message text. */
export function createLogger(config: Pick<Config, 'LOG_LEVEL'>): Logger {
  return pino({
    level: config.LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: SECRET_MEMBERS.flatMap((name) => paths(name)),
      censor: '[redacted]',
    },
    serializers: { err: errorForLog },
  });
}

function paths(member: string): string[] {
  const dotted = member.startsWith('[') ? member : `.${member}`;
  return [member, `*${dotted}`, `*.*${dotted}`];
}

/** What a log needs of an error; statements are kept without the values bound to them. */
export function errorForLog(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack, cause } = error;
  const code = (error as { code?: unknown }).code;
  return {
    type: name,
    message,
    stack,
    ...(typeof code === 'string' ? { code } : {}),
    ...(cause ? { cause: errorForLog(cause) } : {}),
  };
}
