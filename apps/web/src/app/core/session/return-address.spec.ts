/** @jest-environment node */
import fc from 'fast-check';
import { SEED } from '../seed.fixture';
import { returnAddress } from './return-address';

const OURS = 'https://ours.example';

describe('the address to return to', () => {
  it.each(['/chat/42', '/billing?status=success&session_id=x', '/usage#row', '/', '/loginish'])(
    '%s is ours',
    (address) => {
      expect(returnAddress(address)).toBe(address);
    },
  );

  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    ' /chat',
    'chat',
    '',
    undefined,
    null,
  ])('%s is not, and leads to the chat', (address) => {
    expect(returnAddress(address)).toBe('/chat');
  });

  it.each(['/login', '/login?returnUrl=/login', '/register', '/login/'])(
    '%s would go round in a circle',
    (address) => {
      expect(returnAddress(address)).toBe('/chat');
    },
  );

  it(`never leads to another host (seed ${SEED})`, () => {
    const piece = fc.constantFrom('/', '\\', '@', ':', '?', '#', '.', '%2f', '\t', '\n', 'evil.ex');
    const address = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join('')}`),
      fc.webUrl(),
      fc.string(),
    );
    fc.assert(
      fc.property(address, (asked) => {
        expect(new URL(returnAddress(asked), OURS).origin).toBe(OURS);
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });
});
