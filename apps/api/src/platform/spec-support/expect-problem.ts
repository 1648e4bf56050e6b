import type { Problem } from '@prome-dify/contracts';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

const MEMBERS = ['type', 'title', 'status', 'detail', 'code', 'instance', 'error'];

/** Checks that an answer is a refusal in the one shape all refusals have; gives its body. */
export function expectProblem(answer: Answer, status: number, code: string): Problem {
  const problem = answer.body as Problem;
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect({ status: answer.status, code: problem.code }).toEqual({ status, code });
  expect(Object.keys(problem).filter((name) => name !== 'errors')).toEqual(MEMBERS);
  expect(problem).toMatchObject({ type: 'about:blank', status, error: problem.title });
  expect(problem.instance).toBe(answer.headers.get('x-request-id'));
  return problem;
}
