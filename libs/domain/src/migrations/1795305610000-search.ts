import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Characters of one text that are indexed: PostgreSQL refuses more than 1 MiB of words at once. */
const INDEXED_MAX = 100_000;

interface SearchDialect {
  readonly up: readonly string[];
  readonly down: readonly string[];
}

/** The words of FTS5 without the texts, which stay where they are; `search_entry` says whose. */
const SQLITE_WORDS = (id: string, userId: string, text: string) => `
  INSERT INTO search_entry (subject) VALUES (${id}) ON CONFLICT DO NOTHING;
  DELETE FROM search_words WHERE rowid = (SELECT entry FROM search_entry WHERE subject = ${id});
  INSERT INTO search_words (rowid, owner, words)
    SELECT entry, REPLACE(${userId},'-',''), SUBSTR(${text},1,${INDEXED_MAX})
    FROM search_entry WHERE subject = ${id};`;
const SQLITE_MESSAGE = SQLITE_WORDS(
  'new.id',
  '(SELECT user_id FROM conversation WHERE id = new.conversation_id)',
  'new.content',
);
const SQLITE_TITLE = SQLITE_WORDS('new.id', 'new.user_id', 'new.title');
const SQLITE_FORGET = `
  DELETE FROM search_words WHERE rowid = (SELECT entry FROM search_entry WHERE subject = old.id);
  DELETE FROM search_entry WHERE subject = old.id;`;

/** What indexes a text of SQLite within the statement that writes it. */
export const SQLITE_TRIGGERS = [
  `CREATE TRIGGER search_message_new AFTER INSERT ON message ` +
    `WHEN new.status <> 'streaming' BEGIN ${SQLITE_MESSAGE} END`,
  `CREATE TRIGGER search_message_ended AFTER UPDATE OF status ON message ` +
    `WHEN new.status <> 'streaming' BEGIN ${SQLITE_MESSAGE} END`,
  `CREATE TRIGGER search_title_new AFTER INSERT ON conversation BEGIN ${SQLITE_TITLE} END`,
  `CREATE TRIGGER search_title AFTER UPDATE OF title ON conversation BEGIN ${SQLITE_TITLE} END`,
];

const sqlite: SearchDialect = {
  up: [
    `CREATE TABLE search_entry (entry integer PRIMARY KEY, subject text NOT NULL UNIQUE)`,
    `CREATE VIRTUAL TABLE search_words USING fts5(owner, words, content='', ` +
      `contentless_delete=1, tokenize='unicode61 remove_diacritics 2')`,
    ...SQLITE_TRIGGERS,
    `CREATE TRIGGER search_message_gone AFTER DELETE ON message BEGIN ${SQLITE_FORGET} END`,
    `CREATE TRIGGER search_title_gone AFTER DELETE ON conversation BEGIN ${SQLITE_FORGET} END`,
  ],
  down: [
    ...['message_new', 'message_ended', 'message_gone', 'title_new', 'title', 'title_gone'].map(
      (name) => `DROP TRIGGER search_${name}`,
    ),
    'DROP TABLE search_words',
    'DROP TABLE search_entry',
  ],
};

/** ASCII punctuation parts words, as in FTS5; else addresses and paths would be words of their own. */
const POSTGRES_FUNCTION = `
CREATE FUNCTION note_words() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    owner text;
    said text;
  BEGIN
    IF TG_OP = 'DELETE' THEN
      DELETE FROM search_entry WHERE subject = OLD.id;
      RETURN NULL;
    END IF;
    IF TG_TABLE_NAME = 'conversation' THEN
      owner := NEW.user_id;
      said := NEW.title;
    ELSE
      SELECT user_id INTO owner FROM conversation WHERE id = NEW.conversation_id;
      said := NEW.content;
    END IF;
    said := regexp_replace(left(said, ${INDEXED_MAX}), '[!-/:-@[-\`{-~]+', ' ', 'g');
    INSERT INTO search_entry (subject, words)
      VALUES (NEW.id, array_to_tsvector(ARRAY['owner ' || owner]) || to_tsvector('simple', said))
      ON CONFLICT (subject) DO UPDATE SET words = excluded.words;
    RETURN NULL;
  END $$`;

const postgres: SearchDialect = {
  up: [
    `CREATE TABLE search_entry (subject text CONSTRAINT search_entry_pkey PRIMARY KEY, ` +
      `words tsvector NOT NULL)`,
    `CREATE INDEX search_words ON search_entry USING gin (words)`,
    POSTGRES_FUNCTION,
    `CREATE TRIGGER search_message AFTER INSERT OR UPDATE OF status ON message ` +
      `FOR EACH ROW WHEN (NEW.status <> 'streaming') EXECUTE FUNCTION note_words()`,
    `CREATE TRIGGER search_title AFTER INSERT OR UPDATE OF title ON conversation ` +
      `FOR EACH ROW EXECUTE FUNCTION note_words()`,
    ...['message', 'conversation'].map(
      (table) =>
        `CREATE TRIGGER search_${table}_gone AFTER DELETE ON ${table} ` +
        `FOR EACH ROW EXECUTE FUNCTION note_words()`,
    ),
  ],
  down: [
    'DROP TRIGGER search_message ON message',
    'DROP TRIGGER search_title ON conversation',
    'DROP TRIGGER search_message_gone ON message',
    'DROP TRIGGER search_conversation_gone ON conversation',
    'DROP FUNCTION note_words()',
    'DROP TABLE search_entry',
  ],
};

/**
 * The words of titles and messages, found by the database itself. Triggers keep them: an answer is
 * indexed once, in the statement that ends it, and not while its text grows.
 */
export class Search1795305610000 implements MigrationInterface {
  readonly name = 'Search1795305610000';

  async up(runner: QueryRunner): Promise<void> {
    // Fires the triggers for what is there already.
    const fill = ['UPDATE conversation SET title = title', 'UPDATE message SET status = status'];
    for (const statement of [...dialectOf(runner).up, ...fill]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of dialectOf(runner).down) await runner.query(statement);
  }
}

function dialectOf(runner: QueryRunner): SearchDialect {
  return runner.dataSource.options.type === 'postgres' ? postgres : sqlite;
}
