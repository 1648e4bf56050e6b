import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { until } from '@prome-dify/testing';
import type { Logger as Pino } from 'pino';
import { pino } from 'pino';
import { createLogger, errorForLog } from './logger';
import { NestLogger } from './nest-logger';

/** What a logger of the server writes, line by line. */
function record(write: (logger: Pino) => void) {
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger({ LOG_LEVEL: 'trace' });
  const stream = pino.symbols.streamSym;
  const target = {
    write: (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>),
  };
  Object.assign(logger, { [stream]: target });
  write(logger);
  return lines;
}

const SECRET = 'canary';

describe('The logger', () => {
  it.each([
    'password',
    'token',
    'authorization',
    'cookie',
    'set-cookie',
    'stripe-signature',
    'content',
    'client_secret',
    'currentPassword',
    'newPassword',
    'parameters',
  ])('hides the value of %s, also inside of something', (name) => {
    const [line] = record((logger) =>
      logger.info({ [name]: SECRET, a: { [name]: SECRET }, b: { c: { [name]: SECRET } } }, 'said'),
    );
    expect(JSON.stringify(line)).not.toContain(SECRET);
    expect(line).toMatchObject({ [name]: '[redacted]', a: { [name]: '[redacted]' } });
  });

  it('keeps of an error what helps, and nothing that it carries', () => {
    const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', body: SECRET });
    const error = Object.assign(new TypeError('no answer', { cause }), {
      query: `INSERT ${SECRET}`,
      parameters: [SECRET],
      response: { data: SECRET },
    });
    const [line] = record((logger) => logger.error({ err: error }, 'failed'));
    expect(line).toMatchObject({
      msg: 'failed',
      err: {
        type: 'TypeError',
        message: 'no answer',
        stack: expect.stringContaining('logger.spec'),
        cause: { type: 'Error', message: 'refused', code: 'ECONNREFUSED' },
      },
    });
    expect(JSON.stringify(line)).not.toContain(SECRET);
  });

  it.each([SECRET, 5, null, undefined, { message: SECRET }])(
    'tells only the type of %p',
    (thrown) => {
      expect(errorForLog(thrown)).toEqual({ type: typeof thrown });
    },
  );
});

describe('A log that nobody reads', () => {
  it('keeps no more than it may, and says how many lines are lost when it is read again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'log-'));
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    // Both ends, so that neither waits for the other to be opened.
    const fd = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
    const logger = createLogger({ LOG_LEVEL: 'info' }, fd);
    const written = 20_000;
    for (let n = 0; n < written; n += 1) logger.info({ filling: 'x'.repeat(1_000) }, 'a line');
    let text = '';
    const isRead = async () => {
      text += await readSome(fd);
      return text.includes('lines are lost');
    };
    await until('the gap is told', isRead, 30_000);
    const lines = text.trim().split('\n');
    const last = JSON.parse(lines.at(-1) ?? '') as { lines: number };
    expect(lines.length - 1 + last.lines).toBe(written);
    expect(text.length).toBeLessThan(6 * 1024 ** 2);
    closeSync(fd);
    await rm(folder, { recursive: true });
  }, 60_000);
});

/** What is there now; nothing when there is nothing. */
async function readSome(fd: number): Promise<string> {
  const buffer = Buffer.alloc(1024 ** 2);
  try {
    return buffer.toString('utf8', 0, readSync(fd, buffer));
  } catch (error) {
    if ((error as { code?: string }).code === 'EAGAIN') return '';
    throw error;
  }
}

describe("The framework's log", () => {
  it('goes to the same lines, with the name of who speaks', () => {
    const lines = record((logger) => {
      Logger.overrideLogger(new NestLogger(logger));
      const speaker = new Logger('Checkout');
      speaker.log('a sentence');
      speaker.warn({ orderId: 'order 1' }, 'an order waits');
      speaker.error(new Error('it broke'));
      speaker.debug('a detail');
      new Logger('RouterExplorer').log('Mapped');
      Logger.overrideLogger(false);
    });
    expect(lines).toMatchObject([
      { level: 30, context: 'Checkout', msg: 'a sentence' },
      { level: 40, context: 'Checkout', orderId: 'order 1', msg: 'an order waits' },
      { level: 50, context: 'Checkout', msg: 'it broke', err: { type: 'Error' } },
      { level: 20, context: 'Checkout', msg: 'a detail' },
      { level: 20, context: 'RouterExplorer', msg: 'Mapped' },
    ]);
  });
});
