import type { Schema } from './document';
import { schemaFaults } from './schema-faults';

const ID = '0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa';

const NOTE: Schema = {
  type: 'object',
  properties: {
    id: { type: 'string', format: 'uuid' },
    kind: { type: 'string', enum: ['a', 'b'] },
    count: { type: 'integer', minimum: 0, maximum: 9 },
    rate: { type: 'number' },
    next: { type: ['string', 'null'], maxLength: 3 },
    at: { type: 'string', format: 'date-time' },
    isNew: { type: 'boolean' },
    parts: { type: 'array', items: { $ref: '#/components/schemas/Health' } },
  },
  required: ['id'],
};

describe('What of an answer is not as its schema says', () => {
  it.each([
    { id: ID },
    { id: ID, kind: 'b', count: 9, rate: 0.5, next: null, isNew: false, parts: [] },
    { id: ID, next: 'abc', at: '2026-01-01T00:00:00.000Z', parts: [{ status: 'ok' }] },
  ])('nothing of %j', (value) => {
    expect(schemaFaults(value, NOTE)).toEqual([]);
  });

  it.each([
    [null, '/ is no object'],
    [[], '/ is no object'],
    ['text', '/ is no object'],
    [{}, '/id is missing'],
    [{ id: 'x' }, '/id is no uuid'],
    [{ id: null }, '/id is no string'],
    [{ id: ID, kind: 'c' }, '/kind is none of a, b'],
    [{ id: ID, count: 1.5 }, '/count is no integer'],
    [{ id: ID, count: 2 ** 53 }, '/count is no integer'],
    [{ id: ID, count: -1 }, '/count is out of range'],
    [{ id: ID, count: 10 }, '/count is out of range'],
    [{ id: ID, rate: '1' }, '/rate is no number'],
    [{ id: ID, next: 1 }, '/next is no string or null'],
    [{ id: ID, next: 'long' }, '/next has a wrong length'],
    [{ id: ID, at: '2026-01-01' }, '/at is no date-time'],
    [{ id: ID, isNew: 0 }, '/isNew is no boolean'],
    [{ id: ID, parts: {} }, '/parts is no array'],
    [{ id: ID, parts: [{ status: 'ok' }, { status: 'ill' }] }, '/parts/1/status is none of ok'],
    [{ id: ID, parts: [{}] }, '/parts/0/status is missing'],
    [{ id: ID, passwordHash: 'x' }, '/passwordHash is not known'],
    [{ id: ID, constructor: 'x' }, '/constructor is not known'],
  ])('of %j: %s', (value, fault) => {
    expect(schemaFaults(value, NOTE)).toEqual([fault]);
  });
});
