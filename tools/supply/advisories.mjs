// The oldest versions without known faults that matter here. A package that is not installed is fine;
// one that must not be installed at all has no minimum.
export const ADVISORIES = [
  { name: '@nestjs/core', minimum: '11.1.18', ids: ['CVE-2026-35515'] },
  {
    name: '@nestjs/platform-fastify',
    minimum: '11.1.24',
    ids: ['CVE-2026-2293', 'CVE-2026-33011', 'CVE-2026-54281'],
  },
  { name: '@nestjs/common', minimum: '11.0.16', ids: ['CVE-2024-29409'] },
  { name: '@nestjs/devtools-integration', minimum: null, ids: ['CVE-2025-54782'] },
  {
    name: 'multer',
    minimum: '2.0.2',
    ids: ['CVE-2025-47935', 'CVE-2025-47944', 'CVE-2025-48997', 'CVE-2025-7338'],
  },
  {
    name: 'typeorm',
    minimum: '0.3.26',
    ids: ['CVE-2025-60542', 'GHSA-fx4w-v43j-vc45', 'CVE-2022-33171'],
  },
  {
    name: 'jsonwebtoken',
    minimum: '9.0.0',
    ids: ['CVE-2022-23539', 'CVE-2022-23540', 'CVE-2022-23541'],
  },
  { name: 'jws', minimum: '3.2.3', ids: ['GHSA-869p-cjfg-cm3x'] },
  // The same fault, in the newer line: its first version is not fixed by being newer than 3.2.3.
  { name: 'jws', from: '4.0.0', minimum: '4.0.1', ids: ['GHSA-869p-cjfg-cm3x'] },
  { name: 'validator', minimum: '13.15.20', ids: ['CVE-2025-56200'] },
  { name: 'class-validator', minimum: '0.14.0', ids: ['CVE-2019-18413'] },
  { name: 'path-to-regexp', minimum: '8.4.2', ids: ['CVE-2024-45296', 'CVE-2026-4867'] },
  { name: 'qs', minimum: '6.14.2', ids: ['CVE-2025-15284', 'CVE-2026-2391'] },
  { name: 'body-parser', minimum: '2.2.1', ids: ['CVE-2025-13466'] },
  ...['core', 'common', 'compiler'].map((part) => ({
    name: `@angular/${part}`,
    minimum: '22.2.0',
    ids: ['CVE-2025-66412', 'CVE-2025-66035', 'CVE-2026-22610', 'CVE-2026-41423', 'CVE-2026-44437'],
  })),
  { name: 'dompurify', minimum: '3.4.18', ids: ['bypasses that come to light every year'] },
  { name: 'marked', minimum: '18.2.1', ids: ['slow patterns that come to light every year'] },
];
