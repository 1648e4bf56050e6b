import { ERRORS } from '@prome-dify/contracts';
import type { Schema } from './document';
import { operationOf } from './document';
import { schemaFaults } from './schema-faults';
import type { Received, Sent } from './sending';

const PROBLEM: Schema = { $ref: '#/components/schemas/Problem' };

/** What never stands in an answer: stacks, files, SQL, the words of libraries. */
const LEAKS = [
  /(\n|\\n)\s+at |\bnode:internal|node_modules|\.[cm]?[jt]s:\d|\/(work|tmp|usr|root|home)\//,
  /\b(SELECT .+ FROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM)\b/,
  /SQLITE_|QueryFailed|constraint|syntax error|ECONN|JSON at position|Unexpected token/i,
  /\$argon2|Cannot read prop|is not a function|\[object Object\]/,
];

/** What of an answer breaks a promise; empty when nothing does. */
export class AnswerChecks {
  /** @param secrets what nobody but the server knows */
  constructor(private readonly secrets: readonly string[]) {}

  /** What is wrong with the answer to a request. */
  faults({ method, target }: Sent, answer: Received): string[] {
    return [
      ...(answer.status >= 500 ? [`answers ${answer.status}`] : []),
      ...headerFaults(answer),
      ...this.leaks(answer),
      ...(answer.status >= 400
        ? problemFaults(answer, method)
        : successFaults(answer, method, target)),
    ];
  }

  private leaks({ text, headers }: Received): string[] {
    const said = `${text}\n${JSON.stringify(headers)}`;
    const secret = this.secrets.filter((each) => said.includes(each));
    const leaks = LEAKS.filter((pattern) => pattern.test(text));
    return [...secret, ...leaks].map((leak) => `shows ${String(leak)}`);
  }
}

function headerFaults({ status, headers }: Received): string[] {
  const isFile = status === 304 || headers['content-type']?.startsWith('text/html');
  const kept = isFile ? 'no-cache' : 'no-store';
  return [
    ...(headers['x-content-type-options'] === 'nosniff' ? [] : ['may be sniffed']),
    ...(headers['cache-control']?.includes(kept) ? [] : ['may be kept']),
    ...(headers['x-request-id'] ? [] : ['has no request id']),
    ...(headers['x-powered-by'] || headers['server'] ? ['says what it is made with'] : []),
  ];
}

function problemFaults({ status, headers, text }: Received, method: string): string[] {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('application/problem+json')) return [`refuses as ${type}`];
  if (method === 'HEAD') return text === '' ? [] : ['has a body'];
  const problem = parsed(text) as { code: keyof typeof ERRORS; status: number; instance: string };
  const faults = schemaFaults(problem, PROBLEM);
  if (faults.length > 0) return faults;
  const isOwn = problem.instance === headers['x-request-id'];
  return [
    ...(problem.status === status ? [] : ['says another status than it has']),
    ...(ERRORS[problem.code].status === status ? [] : [`${problem.code} is no ${status}`]),
    ...(isOwn ? [] : ['is called otherwise than its request']),
  ];
}

function successFaults(answer: Received, method: string, target: string): string[] {
  const { status, headers, text } = answer;
  const operation = operationOf(method, target);
  if (status === 204) return text === '' ? [] : ['has a body'];
  if (!operation) return isPage(answer, method) ? [] : [`answers ${status}, which nobody expects`];
  const { success } = operation;
  const type = (headers['content-type'] ?? '').replace(/;.*$/, '');
  const schema = success.content[type]?.schema;
  if (status !== success.status || !schema) return [`answers ${status} ${type}, not as documented`];
  return type === 'application/json' ? schemaFaults(parsed(text), schema) : [];
}

/** The client's own page is there at every other address, also for who has it already. */
function isPage({ status, headers, text }: Received, method: string): boolean {
  if (method === 'HEAD' || status === 304) return text === '';
  return status === 200 && headers['content-type'] === 'text/html; charset=utf-8';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
