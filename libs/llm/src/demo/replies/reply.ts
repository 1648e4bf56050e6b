import type { ModelMessage } from '../../port';
import { calculate } from '../arithmetic/calculate';
import { findSum } from '../arithmetic/find-sum';
import { seededRandom } from '../seeded-random';
import { runCommand, USUAL_PACE, type DemoReply } from './commands';
import { GREETING } from './product';
import { answerOnTopic } from './topics';
import { unwrap } from './unwrap';

const QUOTED_MAX = 200;
const ASKS_FOR_EARLIER = /\bwhat (?:did|have) i (?:just )?(?:say|said|ask|asked|write)\b/i;

/** One line of a message, shortened, to be shown as a quotation. */
function quoted(message: string): string {
  const line = message.replace(/\s+/g, ' ').trim();
  return `> ${line.length > QUOTED_MAX ? `${line.slice(0, QUOTED_MAX).toWellFormed()} …` : line}`;
}

function answerSum(message: string): string | undefined {
  const sum = findSum(message);
  const value = sum === undefined ? undefined : calculate(sum);
  if (value === undefined) return undefined;
  if (!Number.isFinite(value)) return 'That has no answer that I can write down as a number.';
  const rounded = Number(value.toPrecision(12));
  return `\`${sum?.trim()}\` = **${rounded.toLocaleString('en-US', { maximumFractionDigits: 10 })}**`;
}

function answerEarlier(message: string, earlier: readonly string[]): string | undefined {
  if (!ASKS_FOR_EARLIER.test(message)) return undefined;
  const before = earlier.at(-1);
  if (before === undefined) return 'Nothing yet: this is the first message of our conversation.';
  return `Before that you wrote:\n\n${quoted(before)}`;
}

function admit(message: string): string {
  const words = message.trim().split(/\s+/).length;
  return unwrap(`${quoted(message)}

I got your message, ${words} ${words === 1 ? 'word' : 'words'}, but I cannot answer it: I am the
**demo model**, a small program and not an AI. Send \`/help\` for what I can do, or ask how to
**connect a real model**.`);
}

/** The whole answer to a conversation. The same conversation and seed give the same answer. */
export function replyTo(messages: readonly ModelMessage[], seed: string): DemoReply {
  const said = messages.filter(({ role }) => role === 'user').map(({ content }) => content);
  const message = said.at(-1) ?? '';
  const command = runCommand(message, seededRandom(`${seed} ${message}`));
  if (command) return command;
  const text =
    message.trim() === ''
      ? unwrap(GREETING)
      : (answerEarlier(message, said.slice(0, -1)) ??
        answerSum(message) ??
        answerOnTopic(message) ??
        admit(message));
  return { text, wordsPerSecond: USUAL_PACE };
}
