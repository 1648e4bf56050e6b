import { entities } from '../entities/all';
import { AuthSession } from '../entities/auth-session';
import { Conversation } from '../entities/conversation';
import { Message } from '../entities/message';
import { User } from '../entities/user';
import { reachableEngines } from '../spec-support/engines';
import { conversation, message } from '../spec-support/rows-of-chat';
import { user as userOf } from '../spec-support/rows-of-people';
import { insertRow, insertSamples } from '../spec-support/sample-rows';
import { schemaDump } from '../spec-support/schema-dump';
import { type TestDatabase, emptyDatabase } from '../spec-support/test-database';
import { DeviceEpoch1795305609000 } from './1795305609000-device-epoch';
import { MessageTree1795400000000 } from './1795400000000-message-tree';
import { migrations } from './all';

describe.each(await reachableEngines())('migrations on $name', (engine) => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await emptyDatabase(engine);
  });

  afterEach(() => database.remove());

  const up = () => database.dataSource.runMigrations();
  const down = async (): Promise<void> => {
    for (const _ of migrations) {
      await database.dataSource.undoLastMigration();
    }
  };

  it('run once, in the order of time', async () => {
    const names = (await up()).map((migration) => migration.name);
    expect(names).toEqual(migrations.map((migration) => migration.name));
    expect(names).toEqual(names.toSorted((a, b) => a.slice(-13).localeCompare(b.slice(-13))));
    expect(await up()).toEqual([]);
  });

  it('make a table for every entity', async () => {
    await up();
    for (const entity of entities) {
      expect(await database.dataSource.getRepository(entity).count()).toBe(0);
    }
  });

  it('go down to nothing and up to the same schema again', async () => {
    await up();
    const first = await schemaDump(database.dataSource);
    await down();
    expect(await schemaDump(database.dataSource)).toBe('');
    await up();
    expect(await schemaDump(database.dataSource)).toBe(first);
  });

  it('go down when there are rows in every table', async () => {
    await up();
    await insertSamples(database.dataSource);
    await down();
    expect(await schemaDump(database.dataSource)).toBe('');
  });

  it('add to people who are there already, and lose nothing of theirs', async () => {
    await up();
    await insertSamples(database.dataSource);
    for (const _ of migrations.slice(migrations.indexOf(DeviceEpoch1795305609000))) {
      await database.dataSource.undoLastMigration();
    }
    await up();
    const users = await database.dataSource.getRepository(User).find();
    expect(users.length).toBeGreaterThan(0);
    for (const user of users)
      expect(user).toEqual({ ...userOf(Number(user.id.slice('user-'.length))), deviceEpoch: 0 });
    expect(await database.dataSource.getRepository(AuthSession).count()).toBe(users.length);
  });

  it('make one branch of the messages of each conversation that is there already', async () => {
    const { dataSource } = database;
    await up();
    for (const n of [1, 2]) {
      await insertRow(dataSource, User, userOf(n));
      await insertRow(dataSource, Conversation, conversation(n));
      for (const id of ['c', 'a', 'b'].map((letter) => `${letter}-${n}`))
        await insertRow(dataSource, Message, { ...message(n), id });
    }
    for (const _ of migrations.slice(migrations.indexOf(MessageTree1795400000000)))
      await dataSource.undoLastMigration();
    await up();
    const messages = await dataSource.getRepository(Message).find({ order: { id: 'ASC' } });
    expect(messages.map(({ id, parentId }) => [id, parentId])).toEqual([
      ...[1, 2].map((n) => [`a-${n}`, null]),
      ...[1, 2].map((n) => [`b-${n}`, `a-${n}`]),
      ...[1, 2].map((n) => [`c-${n}`, `b-${n}`]),
    ]);
    const conversations = await dataSource.getRepository(Conversation).find();
    expect(conversations.map(({ activeMessageId }) => activeMessageId).toSorted()).toEqual([
      ...['c-1', 'c-2'],
    ]);
  });

  it('each undo what they did, and no more', async () => {
    const stages = [''];
    for (const count of migrations.keys()) {
      await up();
      for (let undo = count + 1; undo < migrations.length; undo++) {
        await database.dataSource.undoLastMigration();
      }
      stages.push(await schemaDump(database.dataSource));
    }
    await up();
    for (const expected of stages.toReversed()) {
      expect(await schemaDump(database.dataSource)).toBe(expected);
      await database.dataSource.undoLastMigration();
    }
  });
});
