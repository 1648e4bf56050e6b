import { Counter } from 'prom-client';

/** Tokens that moved, by what they moved for; those that went out of an account count as much. */
export const tokensMoved = new Counter({
  name: 'ledger_tokens_total',
  help: 'Tokens moved by the ledger, by the kind of transfer',
  labelNames: ['kind'] as const,
});
