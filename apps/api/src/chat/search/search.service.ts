import { Injectable } from '@nestjs/common';
import type { SearchAnswer, SearchHit } from '@prome-dify/contracts';
import { LIMITS } from '@prome-dify/contracts';
import { decodeCursor, page } from '../../platform/http';
import type { SearchQuery } from './search.dto';
import { SearchIndex } from './search-index';
import type { FoundRow } from './search.repository';
import { SearchRepository } from './search.repository';
import { wordsOf } from './search-words';
import { snippetOf } from './snippet';

/** What a person has said and was told, found by its words. */
@Injectable()
export class SearchService {
  constructor(
    private readonly search: SearchRepository,
    private readonly index: SearchIndex,
  ) {}

  async find(userId: string, { q = '', limit, cursor }: SearchQuery): Promise<SearchAnswer> {
    const [before] = cursor ? decodeCursor(cursor, ['string'] as const) : [];
    const words = wordsOf(q);
    if (words.length === 0) return { hits: [], nextCursor: null };
    await this.index.catchUp();
    const size = Math.min(limit, LIMITS.searchPageMax);
    const rows = await this.search.find(userId, words, size + 1, before);
    const { items, nextCursor } = page(rows, size, ({ subject }) => [subject]);
    return { hits: items.map((row) => toHit(row, words)), nextCursor };
  }
}

function toHit(row: FoundRow, words: readonly string[]): SearchHit {
  const { conversationId, title, messageId, role, createdAt } = row;
  return {
    conversationId,
    title,
    messageId,
    role,
    snippet: snippetOf(row.text, words),
    createdAt: new Date(createdAt).toISOString(),
  };
}
