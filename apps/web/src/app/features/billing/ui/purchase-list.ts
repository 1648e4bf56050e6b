import { Component, inject } from '@angular/core';
import { LoadFailed } from '../../../ui/load-failed';
import { Notice } from '../../../ui/notice';
import { Skeleton } from '../../../ui/skeleton';
import { Purchases } from '../data-access/purchases';
import { Receipts } from '../data-access/receipts';
import { PurchaseRow } from './purchase-row';

/** All purchases of this account, each with its state. */
@Component({
  selector: 'pd-purchase-list',
  imports: [LoadFailed, Notice, PurchaseRow, Skeleton],
  templateUrl: './purchase-list.html',
})
export class PurchaseList {
  protected readonly list = inject(Purchases).list;
  protected readonly receipts = inject(Receipts);
}
