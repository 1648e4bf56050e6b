import { audit, debtAccount, userAccount } from '../../../ledger';
import type { AnswerRow } from './answers';
import { answers, checkAnswer } from './answers';
import type { Person, World } from './world';

/** What must be so when everything has ended. */
export async function checkEnd(world: World): Promise<void> {
  const { findings } = await audit(world.stage.store.queries);
  world.demand(findings.length === 0, `the audit finds ${JSON.stringify(findings)}`);
  const rows = answers(world);
  for (const row of rows) checkAnswer(world, row);
  checkAcknowledged(world);
  checkKeys(world);
  checkTrees(world);
  for (const person of world.people) {
    checkBalance(
      world,
      person,
      rows.filter(({ userId }) => userId === person.id),
    );
  }
}

/** What somebody was told was done is in the books. */
function checkAcknowledged(world: World): void {
  for (const key of world.acknowledged) world.demand(isMade(world, key), `${key} is lost`);
}

/** Requests with one key are one answer. */
function checkKeys(world: World): void {
  const answered = new Map<string, string>();
  for (const { key, person, generationId } of world.sent) {
    if (!key || !generationId) continue;
    const own = `${person.id}:${key}`;
    const first = answered.get(own) ?? generationId;
    world.demand(first === generationId, `${key} of ${person.name} made more than one answer`);
    answered.set(own, first);
  }
}

/** Questions and answers follow each other in every conversation, which shows an end of itself. */
function checkTrees(world: World): void {
  const astray = world.stage.store.look(
    `SELECT 1 FROM message m LEFT JOIN message p ON p.id = m.parent_id
     WHERE (p.id IS NULL) <> (m.parent_id IS NULL) OR p.conversation_id <> m.conversation_id
       OR m.role = COALESCE(p.role, 'assistant')`,
  );
  world.demand(astray.length === 0, 'a message follows what it cannot follow');
  const elsewhere = world.stage.store.look(
    `SELECT 1 FROM conversation c LEFT JOIN message m ON m.id = c.active_message_id
     WHERE m.conversation_id IS NOT c.id OR EXISTS (SELECT 1 FROM message n WHERE n.parent_id = m.id)`,
  );
  world.demand(elsewhere.length === 0, 'a conversation does not show an end of it');
}

/** A balance is the sum of what is known to have moved it. */
function checkBalance(world: World, person: Person, rows: readonly AnswerRow[]): void {
  const made = person.movements.filter(({ idemKey }) => isMade(world, idemKey));
  const moved = (account: string) =>
    made.reduce((sum, each) => sum + (each.account === account ? each.delta : 0), 0);
  const spent = rows.reduce((sum, { charged, back }) => sum + charged - back, 0);
  const posted = (id: string) =>
    world.stage.store.look<{ posted: number; held: number }>(
      'SELECT posted, held FROM account WHERE id = ?',
      id,
    )[0];
  const must = (isSo: boolean, promise: string): void =>
    world.demand(isSo, `${person.name} ${promise}`);
  const balance = posted(userAccount(person.id));
  const repaid = repaidByCorrections(world, person);
  const expected = person.signup + moved('user') - spent - repaid;
  must(balance?.posted === expected, `has ${balance?.posted}, not ${expected}`);
  must(balance?.held === 0, `has ${balance?.held} held for nothing`);
  const owed = posted(debtAccount(person.id))?.posted;
  const expectedDebt = moved('debt') + repaid;
  must(owed === expectedDebt, `owes ${owed}, not ${expectedDebt}`);
  must(spent <= (person.dailyLimit ?? Infinity), `has spent ${spent}, above the daily limit`);
  const dearest = Math.max(0, ...rows.map(({ amount }) => amount));
  must(
    dearest <= (person.answerLimit ?? Infinity),
    `held ${dearest}, above the limit of an answer`,
  );
}

/** What was credited back and went to what was owed. */
function repaidByCorrections(world: World, person: Person): number {
  const [row] = world.stage.store.look<{ repaid: number }>(
    `SELECT COALESCE(SUM(amount), 0) AS repaid FROM transfer
     WHERE kind = 'correction' AND owner_account = ?`,
    debtAccount(person.id),
  );
  return row?.repaid ?? 0;
}

function isMade(world: World, idemKey: string): boolean {
  const rows = world.stage.store.look('SELECT 1 FROM transfer WHERE idem_key = ?', idemKey);
  return rows.length === 1;
}
