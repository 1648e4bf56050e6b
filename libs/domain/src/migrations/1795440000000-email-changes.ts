import { type MigrationInterface, type QueryRunner, Table, type TableOptions } from 'typeorm';
import { mailToken } from './1795305607000-mail-tokens';
import { NULLABLE, check, text } from './table-words';

const COLUMNS = (mailToken.columns ?? []).map(({ name }) => name).join(', ');
const PURPOSES = check(
  'mail_token_purpose_check',
  `purpose IN ('reset','verify','change','change-asked','changed')`,
);
const ASKER = check(
  'mail_token_asker',
  `purpose <> 'change' OR (user_id IS NOT NULL AND session_id IS NOT NULL)`,
);

const withChanges: TableOptions = {
  ...mailToken,
  columns: [...(mailToken.columns ?? []), text('user_id', NULLABLE), text('session_id', NULLABLE)],
  checks: [
    PURPOSES,
    ...(mailToken.checks ?? []).filter(({ name }) => name !== PURPOSES.name),
    ASKER,
  ],
};

/**
 * Mails about another address for an account: a link to the new one, and word to the old one. The
 * table is made anew, for SQLite changes no check of one that is there.
 */
export class EmailChanges1795440000000 implements MigrationInterface {
  readonly name = 'EmailChanges1795440000000';

  up(runner: QueryRunner): Promise<void> {
    return remake(runner, withChanges);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM mail_token WHERE purpose NOT IN ('reset','verify')`);
    await remake(runner, mailToken);
  }
}

/** Puts a table of this shape in the place of the one that is there, with its rows. */
async function remake(runner: QueryRunner, shape: TableOptions): Promise<void> {
  await runner.query(`CREATE TABLE mail_token_kept AS SELECT ${COLUMNS} FROM mail_token`);
  await runner.dropTable('mail_token');
  await runner.createTable(new Table(shape));
  await runner.query(`INSERT INTO mail_token (${COLUMNS}) SELECT ${COLUMNS} FROM mail_token_kept`);
  await runner.dropTable('mail_token_kept');
}
