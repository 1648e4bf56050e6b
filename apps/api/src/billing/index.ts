export { BillingModule } from './billing.module';
export { describePayments } from './describe-payments';
export { booksTable } from './reconcile/books/books-table';
export { compareWithStripe } from './reconcile/books/compare-with-stripe';
