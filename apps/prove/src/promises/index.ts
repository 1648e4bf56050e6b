import type { Promised } from '../promise';
import { ceiling } from './p01-ceiling';
import { books } from './p02-books';
import { appendOnly } from './p03-append-only';
import { once } from './p04-once';
import { abandoned } from './p05-abandoned';
import { crashes } from './p06-crash';
import { webhooks } from './p07-webhooks';
import { order } from './p08-order';
import { noWebhooks } from './p09-no-webhooks';
import { unpaid } from './p10-unpaid';
import { forgeries } from './p11-forgeries';
import { oneSession } from './p12-one-session';
import { refunds } from './p13-refunds';
import { delivered } from './p14-delivered';
import { hostile } from './p15-hostile';
import { noAnswer } from './p16-no-answer';
import { resume } from './p17-resume';
import { onceSent } from './p18-once-sent';
import { slowReaders } from './p19-slow-readers';
import { deploy } from './p20-deploy';
import { overload } from './p31-overload';
import { quotes } from './p33-quote';

/** What the product promises, in the order of its numbers. */
export const PROMISES: readonly Promised[] = [
  ceiling,
  books,
  appendOnly,
  once,
  abandoned,
  crashes,
  webhooks,
  order,
  noWebhooks,
  unpaid,
  forgeries,
  oneSession,
  refunds,
  delivered,
  hostile,
  noAnswer,
  resume,
  onceSent,
  slowReaders,
  deploy,
  overload,
  quotes,
];
