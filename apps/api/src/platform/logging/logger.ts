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

/** Bytes that wait for whoever reads the log; lines beyond are lost, for they must not fill the memory. */
const BEHIND_MAX = 4 * 1024 ** 2;

const STDOUT = 1;

/** JSON lines on standard output, with request ids and without secrets, bodies or message text. */
export function createLogger(config: Pick<Config, 'LOG_LEVEL'>, fd = STDOUT): Logger {
  const target = pino.destination({ dest: fd, maxLength: BEHIND_MAX });
  const logger = pino(
    {
      level: config.LOG_LEVEL,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: SECRET_MEMBERS.flatMap((name) => paths(name)),
        censor: '[redacted]',
      },
      serializers: { err: errorForLog },
    },
    target,
  );
  tellWhatIsLost(target, logger);
  return logger;
}

/** A log with a gap says so, as soon as it is read again. */
function tellWhatIsLost(target: ReturnType<typeof pino.destination>, logger: Logger): void {
  let lost = 0;
  target.on('drop', () => (lost += 1));
  target.on('drain', () => {
    if (lost === 0) return;
    const lines = lost;
    lost = 0;
    logger.warn({ lines }, 'lines are lost: the log was read too slowly');
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
