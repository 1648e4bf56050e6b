import { Injectable } from '@nestjs/common';
import type { UsageFilter } from '../usage-filter';
import { csvLine } from './csv';
import type { ExportRow } from './export.repository';
import { ExportRepository } from './export.repository';

const PAGE = 500;
const HEAD = [
  ...['time', 'type', 'spent', 'added', 'balance_after', 'model', 'prompt_tokens'],
  ...['completion_tokens', 'conversation_id', 'conversation_title', 'id'],
];

/** The history of a user's tokens as a table for spreadsheets. */
@Injectable()
export class UsageExport {
  constructor(private readonly rows: ExportRepository) {}

  /** The lines in pieces, never more than a page of them in memory. */
  async *csv(userId: string, filter: UsageFilter): AsyncGenerator<string, void, undefined> {
    yield csvLine(HEAD);
    let before: string | undefined;
    for (;;) {
      const rows = await this.rows.page(userId, filter, PAGE, before);
      if (rows.length > 0) yield rows.map((row) => csvLine(cellsOf(row))).join('');
      if (rows.length < PAGE) return;
      before = rows.at(-1)?.id;
    }
  }
}

function cellsOf(row: ExportRow): readonly (string | number | null)[] {
  return [
    new Date(row.createdAt).toISOString(),
    row.type,
    Math.max(0, row.tokensUsed),
    Math.max(0, -row.tokensUsed),
    row.balanceAfter,
    row.model,
    row.promptTokens,
    row.completionTokens,
    row.conversationId,
    row.title,
    row.id,
  ];
}
