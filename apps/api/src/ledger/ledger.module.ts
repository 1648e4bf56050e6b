import { Module } from '@nestjs/common';
import { BalanceEvents } from './balance-events';
import { Budgets } from './budgets';
import { Corrections } from './corrections';
import { Debts } from './debts';
import { Holds } from './holds';
import { Ledger } from './ledger';
import { Postings } from './postings';

/** Every token that moves. Knows no other slice. */
@Module({
  providers: [BalanceEvents, Budgets, Corrections, Debts, Holds, Ledger, Postings],
  exports: [BalanceEvents, Budgets, Corrections, Debts, Holds, Ledger, Postings],
})
export class LedgerModule {}
