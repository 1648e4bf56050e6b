import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Holds } from '../ledger';
import type { Transaction } from '../platform/database';
import type { Person, PersonalRecords } from '../platform/personal-data';
import { jsonList, PersonalData, readAll } from '../platform/personal-data';
import type { KeptConversation } from './chat-records.repository';
import { ChatRecordsRepository } from './chat-records.repository';
import { ConversationService } from './conversations/conversation.service';
import { writeJson } from './conversations/export';

const PAGE = 50;

/** What the chat keeps about people: what they asked, and what they were told. */
@Injectable()
export class ChatRecords implements PersonalRecords, OnModuleInit {
  constructor(
    private readonly data: PersonalData,
    private readonly records: ChatRecordsRepository,
    private readonly conversations: ConversationService,
    private readonly holds: Holds,
  ) {}

  onModuleInit(): void {
    this.data.keep(this);
  }

  readonly exported = {
    conversations: ({ id }: Person) => jsonList(this.written(id)),
  };

  async forget(tx: Transaction, { id }: Person): Promise<void> {
    await this.holds.forgetKeys(tx, await this.records.holdIds(tx, id));
    await this.records.remove(tx, id);
  }

  private async *written(userId: string) {
    const all = readAll<KeptConversation>((last) =>
      this.records.conversations(userId, last?.id ?? '', PAGE),
    );
    for await (const { deletedAt, ...row } of all) {
      const deleted = deletedAt === null ? {} : { deletedAt: new Date(deletedAt).toISOString() };
      const { conversations } = this;
      yield writeJson(conversations.view(row), conversations.all(row.id), deleted);
    }
  }
}
