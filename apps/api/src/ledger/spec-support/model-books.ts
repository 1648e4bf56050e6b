import type { BalanceView } from '@prome-dify/contracts';
import type { Outcome, Step } from './history';

interface ModelHold {
  readonly user: number;
  readonly amount: number;
  pending: boolean;
  /** What it was settled for, and what of that was gifts and has come back. */
  charged: number;
  gift: number;
  back: number;
  /** The least that a correction said it used; no more than this stays charged. */
  used: number;
}

const REFUSED = { outcome: 'refused' } as const;
const DONE = { outcome: 'done' } as const;

/** For specs: what the ledger should do, in memory and one step at a time. */
export class ModelBooks {
  private readonly users: { posted: number; held: number; gift: number; granted: boolean }[];
  private readonly holds: ModelHold[] = [];

  constructor(users: number) {
    this.users = Array.from({ length: users }, () => ({
      posted: 0,
      held: 0,
      gift: 0,
      granted: false,
    }));
  }

  balances(): BalanceView[] {
    return this.users.map(({ posted: balance, held, gift }) => {
      return { balance, held, available: balance - held, gift, debt: 0 };
    });
  }

  /** What the next step must come to; the model takes it as done. */
  expects(step: Step): Outcome {
    const outcome = this.predict(step);
    this.believe(step, outcome);
    return outcome;
  }

  /** Takes over what the ledger said of a step. */
  believe(step: Step, told: Outcome | undefined): void {
    const user = this.user(step.user);
    const done = told?.outcome === 'done';
    if (step.kind === 'hold') {
      const nothing = { charged: 0, gift: 0, back: 0, used: Infinity };
      this.holds.push({ user: step.user, amount: step.amount, pending: done, ...nothing });
      if (done) user.held += step.amount;
    } else if (step.kind === 'settle' || step.kind === 'void') {
      if (done) this.end(step.nth, told.charged ?? 0);
    } else if (step.kind === 'correct') {
      if (done) this.correct(step.nth, step.amount);
    } else if (done) {
      user.posted += step.kind === 'spend' ? -step.amount : step.amount;
      if (step.kind === 'grant') user.gift += step.amount;
      if (step.kind === 'spend') user.gift = Math.max(0, user.gift - step.amount);
      user.granted ||= step.kind === 'grant';
    }
  }

  private predict({ kind, user: index, amount, nth }: Step): Outcome {
    const user = this.user(index);
    const available = user.posted - user.held;
    if (kind === 'grant') return user.granted ? REFUSED : DONE;
    if (kind === 'purchase') return DONE;
    if (kind === 'spend' || kind === 'hold') return available >= amount ? DONE : REFUSED;
    const hold = this.hold(nth);
    if (kind === 'correct') return hold && hold.charged - hold.back > amount ? DONE : REFUSED;
    if (!hold?.pending) return REFUSED;
    if (kind === 'void') return DONE;
    const charged = Math.min(amount, hold.amount);
    const balanceAfter = this.user(hold.user).posted - charged;
    return { ...DONE, charged, uncollected: amount - charged, balanceAfter };
  }

  private end(nth: number, charged: number): void {
    const hold = this.hold(nth);
    if (!hold?.pending) throw new Error('a hold was ended twice');
    hold.pending = false;
    const user = this.user(hold.user);
    hold.charged = charged;
    hold.gift = Math.min(user.gift, charged);
    user.held -= hold.amount;
    user.posted -= charged;
    user.gift -= hold.gift;
    this.creditBack(hold);
  }

  /** May be told before the settlement that it corrects, when both came at the same time. */
  private correct(nth: number, used: number): void {
    const hold = this.hold(nth);
    if (!hold) throw new Error('nothing to correct');
    hold.used = Math.min(hold.used, used);
    this.creditBack(hold);
  }

  /** The tokens come back one by one: the bought ones first, for the gifts were spent first. */
  private creditBack(hold: ModelHold): void {
    const user = this.user(hold.user);
    for (; hold.charged - hold.back > hold.used; hold.back += 1) {
      user.posted += 1;
      if (hold.back >= hold.charged - hold.gift) user.gift += 1;
    }
  }

  private hold(nth: number): ModelHold | undefined {
    return this.holds[nth % this.holds.length];
  }

  private user(index: number) {
    const user = this.users[index];
    if (!user) throw new Error('no such user');
    return user;
  }
}
