import { isForeign } from './same-origin.guard';

const FRONTEND = 'https://chat.example.com';
const host = 'api.example.com:3000';

describe('isForeign', () => {
  it.each([
    ['no browser', { host }],
    ['the page of this host', { host, origin: `https://${host}`, 'sec-fetch-site': 'same-origin' }],
    ['the client elsewhere', { host, origin: FRONTEND, 'sec-fetch-site': 'same-site' }],
    ['an address typed in', { host, 'sec-fetch-site': 'none' }],
  ])('lets %s pass', (_, headers) => {
    expect(isForeign(headers, FRONTEND)).toBe(false);
  });

  it.each([
    ['another site', { host, 'sec-fetch-site': 'cross-site' }],
    ['another site that names us', { host, origin: FRONTEND, 'sec-fetch-site': 'cross-site' }],
    ['a foreign origin', { host, origin: 'https://evil.example' }],
    ['a neighbour on the same site', { host, origin: 'https://evil.example.com' }],
    ['an origin that begins like ours', { host, origin: `${FRONTEND}.evil.example` }],
    ['another port', { host, origin: 'https://api.example.com' }],
    ['a sandboxed page', { host, origin: 'null' }],
    ['an origin that is none', { host, origin: '%%%' }],
    ['a request without a host', { origin: 'https://evil.example' }],
  ])('refuses %s', (_, headers) => {
    expect(isForeign(headers, FRONTEND)).toBe(true);
  });
});
