import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../platform/database';
import type { Person, PersonalRecords } from '../platform/personal-data';
import { jsonList, PersonalData, readAll } from '../platform/personal-data';
import type { Order } from './orders/order';
import { purchaseView } from './orders/order';
import { OrderRepository } from './orders/order.repository';
import { EventInbox } from './webhook/event-inbox.repository';

const PAGE = 100;

/** What people bought. Orders stay, under their buyer's id: Stripe may still refund or dispute. */
@Injectable()
export class PurchaseRecords implements PersonalRecords, OnModuleInit {
  constructor(
    private readonly data: PersonalData,
    private readonly orders: OrderRepository,
    private readonly inbox: EventInbox,
  ) {}

  onModuleInit(): void {
    this.data.keep(this);
  }

  readonly exported = {
    purchases: ({ id }: Person) => jsonList(this.written(id)),
  };

  forget(tx: Transaction, person: Person): Promise<void> {
    return this.inbox.forget(tx, person);
  }

  private async *written(userId: string) {
    const all = readAll<Order>((last) => this.orders.list(userId, PAGE, last));
    for await (const order of all) yield purchaseView(order);
  }
}
