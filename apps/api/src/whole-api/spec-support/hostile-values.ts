import type { Chance } from '../../chat/simulation/spec-support/chance';

const deep = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);

/** Texts that have broken something somewhere. */
export const TEXTS: readonly string[] = [
  ...[
    '',
    ' ',
    '\0',
    'a\0b',
    '\u0001\u001f\u007f',
    '\r\n\r\nevent: done\ndata: {}',
    '\ud800',
    'a\udfffb',
  ],
  ...[
    '\ufeff',
    '\u200b',
    '\u202e',
    '🙂'.repeat(70),
    'é'.repeat(130),
    'e\u0301\u0301\u0301',
    '\uffff',
  ],
  ...["' OR 1=1 --", '"; x', '%', '_', '\\', "\\'", '%00', '%%', '${7*7}', '{{7*7}}', '`id`'],
  ...['<script>x</script>', 'javascript:x', '../../etc/passwd', 'C:\\x', 'file:///x'],
  ...['null', 'undefined', 'NaN', 'true', '0', '-1', '1e309', '0x10', '__proto__', 'constructor'],
  ...[
    'a@b',
    'a@b.co\r\nBcc: x@y.co',
    `${'a'.repeat(64)}@b.co`,
    `a@${'b.'.repeat(120)}co`,
    '@',
    'ä@ö.de',
  ],
  ...['x'.repeat(129), 'x'.repeat(121), 'x'.repeat(255), 'x'.repeat(32_000), 'x'.repeat(32_001)],
];

/** Values of every other type, and numbers that are hardly any. */
export const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -0, -1, 1.5, 1e21, 2 ** 53, -(2 ** 63), 2 ** 31, 1e308, 5e-324],
  ...[[], {}, [null], ['a', 'b'], { $ne: null }, { $gt: '' }, { length: 9 }, { toString: 1 }],
  ...[[[[[]]]], { a: { b: { c: {} } } }, deep(15), deep(21), new Array(2_000).fill(0), { '': '' }],
];

/** Ids that are nearly some. */
export function nearId(chance: Chance, id: string): string {
  return chance.pick([
    ...[id.toUpperCase(), `${id}0`, id.slice(1), `${id}%00`, `%20${id}`, `${id}%0a`, `{${id}}`],
    ...[id.replaceAll('-', ''), `${id},${id}`, `${id}'--`, '1', '-1', 'null', 'undefined', '%00'],
    ...[
      '%2e%2e',
      '..%2f..%2fhealth',
      '%252e%252e',
      '%c0%af',
      '%ff',
      '%u0041',
      '%',
      '%2',
      "'--",
      '*',
    ],
    ...['🙂', '[object Object]'.slice(1, 7), 'x'.repeat(4_000), ';a=b', 'me', 'stream', 'verify'],
    ...['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
    ...['cs_test_', `cs_${'x'.repeat(201)}`, 'cs_test_%00', 'cs_test_a b'],
  ]);
}

/** Queries of which none is wanted anywhere. */
export const QUERIES: readonly (readonly [name: string, value: string])[] = [
  ...[
    ['limit', '0'],
    ['limit', '201'],
    ['limit', '1e2'],
    ['limit', ''],
    ['limit', '%207'],
  ],
  ...[
    ['limit[]', '1'],
    ['limit[$gt]', '1'],
    ['limit', '٣'],
    ['cursor', ''],
    ['cursor', 'e30'],
  ],
  ...[
    ['cursor', 'WyJcdTAwMDAiXQ'],
    ['cursor', 'bnVsbA'],
    ['cursor', 'WzFlMzA5LCJhIl0'],
    ['cursor', 'W10'],
  ],
  ...[
    ['cursor', 'WzkwMDcxOTkyNTQ3NDA5OTEsIngiXQ'],
    ['cursor', 'WyJhIiwiYiJd'],
    ['cursor', 'x'.repeat(201)],
  ],
  ...[
    ['q', '%00'],
    ['q', '%'],
    ['q', '%ed%a0%80'],
    ['q', 'x'.repeat(121)],
    ['after', '-1'],
  ],
  ...[
    ['after', '1e99'],
    ['after', 'abc'],
    ['after', '999999999999999'],
    ['__proto__', 'x'],
  ],
  ...[
    ['__proto__[x]', '1'],
    ['constructor', '1'],
    ['toString', '1'],
    ['userId', 'x'],
    ['', ''],
    ['&', '='],
  ],
  ...[
    ['callback', 'x'],
    ['format', 'xml'],
    ['%ff', '%fe'],
    ['a', 'b;c=d'],
    ['x'.repeat(3_000), '1'],
  ],
] as [string, string][];

/** Headers that clients send by mistake, and others on purpose. */
export const HEADERS: readonly (readonly [name: string, value: string])[] = [
  ...['text/xml', '*/*;q=0', '', 'text/html', 'text/event-stream', ','.repeat(2_000)].map(
    (each) => ['accept', each],
  ),
  ...['https://evil.test', 'null', '%%%', '', 'http://client.test:3001', 'file://'].map((each) => [
    'origin',
    each,
  ]),
  ...['gzip', 'br', 'identity', 'gzip, gzip', 'x'.repeat(500)].map((each) => [
    'content-encoding',
    each,
  ]),
  ...['-1', 'abc', '1e99', '', '7', '99999999999999999'].map((each) => ['last-event-id', each]),
  ...['', 'once', 'x'.repeat(255), 'x'.repeat(256), 'a b', 'é', '__proto__'].map((each) => [
    'idempotency-key',
    each,
  ]),
  ...[
    '',
    'Bearer',
    'Bearer ',
    'Basic YTpi',
    'Bearer a.b.c',
    'bearer null',
    `Bearer ${'A'.repeat(9_000)}`,
  ].map((each) => ['authorization', each]),
  ...[
    'refresh=',
    'refresh=x',
    'refresh=%E0%A4%A',
    'refresh=a; refresh=b',
    '=;=;',
    `refresh=${'x'.repeat(8_000)}`,
  ].map((each) => ['cookie', each]),
  ...[
    ['range', 'bytes=0-0'],
    ['if-none-match', '*'],
    ['if-modified-since', 'x'],
    ['if-match', '"x"'],
  ],
  ...[
    ['x-http-method-override', 'DELETE'],
    ['x-forwarded-for', "'--"],
    ['x-forwarded-host', 'evil.test'],
  ],
  ...[
    ['x-original-url', '/api/auth/me'],
    ['forwarded', 'for=_x;host=evil.test'],
    ['te', 'trailers, x'],
  ],
  ...[
    ['referer', 'https://evil.test/\x80'],
    ['user-agent', ''],
    ['accept-language', 'x'.repeat(4_000)],
  ],
  ...[
    ['sec-fetch-site', 'cross-site'],
    ['access-control-request-method', 'DELETE'],
    ['dnt', '\xff'],
  ],
  ...[
    ['stripe-signature', 't=1,v1=x'],
    ['stripe-signature', ''],
    ['stripe-signature', 't=9e99,v1=,v1='],
  ],
  ...[
    ['prefer', 'return=minimal'],
    ['expect', '100-continue'],
    ['expect', 'tea'],
    ['upgrade', 'h2c'],
  ],
] as [string, string][];

/** Media types of bodies, none of which is JSON in UTF-8. */
export const MEDIA_TYPES: readonly string[] = [
  ...['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data'],
  ...[
    'application/json; charset=utf-16',
    'application/json;charset="bogus',
    'application/jsonx',
    '',
  ],
  ...['application/ld+json', ';;;', 'application/json, text/plain', '*/*', 'x'.repeat(2_000)],
];

/** Bodies that are no JSON value of the right kind, or hardly one. */
export const BODIES: readonly Buffer[] = [
  ...['', ' ', '{', '{}}', '{"a":1,}', "{'a':1}", '[]', '[{}]', 'null', '0', '"x"', 'true', 'NaN'],
  ...['\ufeff{}', '{"__proto__":{"x":1}}', '{"constructor":{"prototype":{"x":1}}}', '{"a":1e999}'],
  ...['{"message":"a","message":"b"}', '{"message":"\\ud800"}', '{"message":"\\u0000"}', '{}\n{}'],
  ...['['.repeat(30_000), '{"a":'.repeat(2_000), `{"${'x'.repeat(5_000)}":1}`, '{"message":"\\x"}'],
  ...[
    `"${'x'.repeat(210_000)}"`,
    `{${Array.from({ length: 2_000 }, (_, n) => `"k${n}":1`).join()}}`,
  ],
]
  .map((text) => Buffer.from(text))
  .concat([Buffer.from([0x22, 0xff, 0x22]), Buffer.from([0, 0, 0])]);

export const METHODS: readonly string[] = [
  ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'SEARCH'],
];
