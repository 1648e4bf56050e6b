import { Module } from '@nestjs/common';
import { AccountClosing } from './account-closing';
import { BalanceEvents } from './balance-events';
import { Budgets } from './budgets';
import { Corrections } from './corrections';
import { Debts } from './debts';
import { Holds } from './holds';
import { Ledger } from './ledger';
import { Postings } from './postings';

const PROVIDERS = [
  AccountClosing,
  BalanceEvents,
  Budgets,
  Corrections,
  Debts,
  Holds,
  Ledger,
  Postings,
];

/** Every token that moves. Knows no other slice. */
@Module({
  providers: PROVIDERS,
  exports: PROVIDERS,
})
export class LedgerModule {}
