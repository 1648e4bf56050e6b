import type { World } from './world';
import { time } from './virtual-time';

/** What somebody has just been told must be so. */
export function checkNews(world: World): void {
  world.matchSpeeches();
  for (const check of world.news.splice(0)) check();
}

/** What must be so whenever something was written or time has gone by. */
export function checkBooks(world: World): void {
  const { store } = world.stage;
  const [books] = store.look<{ below: number; unheld: number; torn: number }>(`
    SELECT (SELECT COUNT(*) FROM account
        WHERE kind = 'user' AND (held < 0 OR posted < held)) AS below,
      (SELECT COUNT(*) FROM account a WHERE a.held <> (SELECT COALESCE(SUM(h.amount), 0)
        FROM hold h WHERE h.account_id = a.id AND h.status = 'pending')) AS unheld,
      (SELECT COUNT(*) FROM generation g JOIN hold h ON h.id = g.hold_id
        WHERE (g.status = 'running') <> (h.status = 'pending')) AS torn`);
  world.demand(books?.below === 0, 'a balance is below what is held of it');
  world.demand(books?.unheld === 0, 'what is held is not the sum of the pending holds');
  world.demand(books?.torn === 0, 'an answer and its hold did not end together');
  const pending = new Set<string>();
  for (const { id, lease } of store.look<{ id: string; lease: number }>(
    `SELECT id, lease_until AS lease FROM hold WHERE status = 'pending'`,
  )) {
    pending.add(id);
    if (lease < time.now) world.overdue.add(id);
  }
  for (const each of world.spoken) {
    // What is saved after the end was saved nowhere.
    if (pending.has(each.generation.turn.holdId)) each.saved = each.generation.savedCharacters;
  }
}
