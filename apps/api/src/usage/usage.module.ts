import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger';
import { EntryController } from './entries/entry.controller';
import { EntryRepository } from './entries/entry.repository';
import { EntryService } from './entries/entry.service';
import { ExportController } from './export/export.controller';
import { ExportRepository } from './export/export.repository';
import { UsageExport } from './export/export.service';
import { LimitsController } from './limits/limits.controller';
import { ReceiptController } from './receipts/receipt.controller';
import { ReceiptRepository } from './receipts/receipt.repository';
import { SummaryController } from './summary/summary.controller';
import { SummaryRepository } from './summary/summary.repository';
import { UsageRecords } from './usage-records';
import { UsageController } from './usage.controller';
import { UsageRepository } from './usage.repository';
import { UsageService } from './usage.service';

/** What was used and why, and how much may be. The lines are written by the ledger. */
@Module({
  imports: [LedgerModule],
  controllers: [
    UsageController,
    EntryController,
    LimitsController,
    ReceiptController,
    SummaryController,
    ExportController,
  ],
  providers: [
    UsageRecords,
    UsageRepository,
    UsageService,
    EntryRepository,
    EntryService,
    ReceiptRepository,
    SummaryRepository,
    ExportRepository,
    UsageExport,
  ],
})
export class UsageModule {}
