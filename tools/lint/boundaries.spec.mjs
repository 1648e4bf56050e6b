// The architecture is enforced: each forbidden import, tried out, is an error of the linter.
import { execFileSync } from 'node:child_process';
import { root } from '../paths.mjs';

/** A file of the project, and an import that must not, or may, stand in it. */
const TRIALS = [
  ['apps/web/src/main.ts', '@prome-dify/domain', false],
  ['apps/web/src/main.ts', '@prome-dify/llm', false],
  ['apps/web/src/main.ts', '@prome-dify/contracts', true],
  ['libs/contracts/src/auth.ts', '@prome-dify/sse', false],
  ['libs/llm/src/port.ts', '@prome-dify/domain', false],
  ['libs/domain/src/entities/user.ts', '@prome-dify/llm', false],
  ['libs/llm/src/port.ts', '@prome-dify/contracts', true],
  ['apps/api/src/ledger/accounts.ts', '../chat', false],
  ['apps/api/src/platform/http/problem.ts', '../../ledger', false],
  ['apps/api/src/usage/usage.service.ts', '../models', false],
  ['apps/api/src/billing/billing.module.ts', '../auth', false],
  ['apps/api/src/chat/chat.service.ts', '../ledger/holds', false],
  ['apps/api/src/chat/chat.service.ts', '../ledger', true],
  ['apps/api/src/chat/chat.service.ts', 'typeorm', false],
  ['apps/api/src/chat/chat.repository.ts', 'typeorm', true],
  ['apps/web/src/app/ui/icon.ts', '../core/session/session', false],
  ['apps/web/src/app/core/session/session.ts', '../../features/chat/chat-page', false],
  ['apps/web/src/app/features/usage/usage-page.ts', '../chat/chat-page', false],
  ['apps/web/src/app/features/usage/usage-page.ts', '../../core/session/session', true],
];

const RULES = [
  '@nx/enforce-module-boundaries',
  'boundaries/dependencies',
  'no-restricted-imports',
  '@typescript-eslint/no-restricted-imports',
];

const PROGRAM = `
  import { ESLint } from 'eslint';
  const eslint = new ESLint();
  const found = [];
  for (const [filePath, source] of ${JSON.stringify(TRIALS)}) {
    const [{ messages }] = await eslint.lintText(\`import '\${source}';\\n\`, { filePath });
    found.push(messages.map(({ ruleId, message }) => ruleId ?? message));
  }
  process.stdout.write(JSON.stringify(found));`;

describe('imports', () => {
  let found;
  beforeAll(() => {
    const answer = execFileSync(
      process.execPath,
      ['--no-warnings', '--input-type=module', '-e', PROGRAM],
      {
        cwd: root,
        encoding: 'utf8',
        env: { PATH: process.env.PATH },
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    found = JSON.parse(answer.slice(answer.lastIndexOf('[[')));
  });

  it.each(TRIALS.map(([file, source, allowed], index) => ({ file, source, allowed, index })))(
    '$file importing $source: allowed $allowed',
    ({ allowed, index }) => {
      const broken = found[index].filter((rule) => RULES.includes(rule));
      expect(broken.length === 0).toBe(allowed);
    },
  );
});
