import { AnswerChecks } from './answer-faults';
import type { Received } from './sending';

const checks = new AnswerChecks(['the secret']);
const ID = '0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa';

const headers = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-request-id': ID,
};
const healthy: Received = { status: 200, headers, text: '{"status":"ok"}', ms: 1 };
const problem = {
  type: 'about:blank',
  title: 'Not found',
  status: 404,
  detail: 'Not found.',
  code: 'not_found',
  instance: ID,
  error: 'Not found',
};

/** A refusal with some members changed. */
const refusal = (members: object = {}, status = 404): Received => ({
  ...healthy,
  status,
  headers: { ...headers, 'content-type': 'application/problem+json; charset=utf-8' },
  text: JSON.stringify({ ...problem, ...members }),
});

const faults = (answer: Received, method = 'GET', target = '/health') =>
  checks.faults({ method, target, headers: [] }, answer);

describe('An answer', () => {
  it.each([
    ['as documented', healthy, 'GET', '/health'],
    ['of an absolute address with a query', healthy, 'GET', 'http://any.test/ready?x=1#y'],
    ['that refuses', refusal(), 'GET', '/health'],
    ['to HEAD that refuses', { ...refusal(), text: '' }, 'HEAD', '/health'],
    ['to HEAD', { ...healthy, text: '' }, 'HEAD', '/health'],
  ])('%s has no faults', (_, answer, method, target) => {
    expect(faults(answer, method, target)).toEqual([]);
  });

  it.each([
    ['a failure', refusal({ status: 500, code: 'internal' }, 500), 'answers 500'],
    ['a stack', refusal({ detail: 'x\n    at f' }), /^shows .*at/],
    ['a file', refusal({ detail: '/work/main/x' }), /^shows/],
    ['SQL', refusal({ detail: 'SELECT a FROM b' }), /^shows/],
    ["a database's words", refusal({ detail: 'SQLITE_BUSY' }), /^shows/],
    ["a parser's words", refusal({ detail: 'Unexpected token }' }), /^shows/],
    ['a secret', { ...healthy, headers: { ...headers, link: 'the secret' } }, 'shows the secret'],
    ['another shape', { ...healthy, status: 404 }, 'refuses as application/json; charset=utf-8'],
    ['a text that is no JSON', { ...refusal(), text: 'x' }, '/ is no object'],
    ['a member more', refusal({ message: 'x' }), '/message is not known'],
    ['a code of its own', refusal({ code: 'oops' }), /^\/code is none of/],
    ['another status', refusal({ status: 400 }), 'says another status than it has'],
    ["another code's status", refusal({ code: 'gone' }), 'gone is no 404'],
    ['another id', refusal({ instance: 'x' }), 'is called otherwise than its request'],
    ['no such state', { ...healthy, text: '{"status":"ill"}' }, '/status is none of ok'],
    ['more than documented', { ...healthy, text: '{"status":"ok","x":1}' }, '/x is not known'],
    [
      'another success',
      { ...healthy, status: 201 },
      'answers 201 application/json, not as documented',
    ],
    ['a store', { ...healthy, headers: { ...headers, 'cache-control': 'public' } }, 'may be kept'],
  ])('with %s has one', (_, answer, fault) => {
    const found = faults(answer);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(fault);
  });

  it('that is the page of the client has no faults', () => {
    const page = {
      ...headers,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
    };
    expect(faults({ ...healthy, headers: page, text: '<!doctype html>' }, 'GET', '/x')).toEqual([]);
    const kept = { ...healthy, status: 304, headers: { ...headers, 'cache-control': 'no-cache' } };
    expect(faults({ ...kept, text: '' }, 'GET', '/x')).toEqual([]);
    expect(faults({ ...kept, text: '' }, 'GET', '/health')).toHaveLength(1);
  });

  it('of an address that nobody documented has one', () => {
    expect(faults(healthy, 'GET', '/api/secret')).toEqual(['answers 200, which nobody expects']);
    expect(faults(healthy, 'PUT')).toEqual(['answers 200, which nobody expects']);
  });
});
