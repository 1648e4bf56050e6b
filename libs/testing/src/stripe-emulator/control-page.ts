import type { ControlAction, PaymentState } from './control-actions';
import { digitsOf } from './control-actions';
import { escapeHtml, money, page } from './hosted-page';

/** What the control page shows. */
export interface ControlView {
  readonly payments: readonly PaymentState[];
  /** What a payment was for, by the id of its session. */
  readonly names: ReadonlyMap<string, string>;
  readonly isLosingWebhooks: boolean;
  /** Why what was asked for last was not done. */
  readonly problem?: string;
}

/** The page from which a developer does to payments what buyers, banks and operators do. */
export function controlPage(view: ControlView): string {
  const { payments, problem } = view;
  const alert =
    problem === undefined ? '' : `<p class="alert" role="alert">${escapeHtml(problem)}</p>`;
  const list =
    payments.length === 0
      ? '<section><p class="details">Nothing was paid yet. What is bought in the shop appears here.</p></section>'
      : payments.map((payment) => paymentBox(payment, view)).join('\n');
  return page(
    'Payments',
    `<h1>Payments</h1>
<p class="details">Do here what banks and operators do. <a href="/control">Reload</a></p>
${alert}${webhookSwitch(view.isLosingWebhooks)}
${list}`,
  );
}

function webhookSwitch(isLosing: boolean): string {
  const [state, label] = isLosing
    ? ['Webhooks are being lost.', 'Deliver webhooks again']
    : ['Webhooks are delivered.', 'Lose webhooks'];
  return `<form method="post" class="switch"><span>${state}</span>
<button type="submit" name="webhooks" value="${isLosing ? 'deliver' : 'lose'}">${label}</button>
</form>`;
}

function paymentBox(payment: PaymentState, { names }: ControlView): string {
  const { session, charge } = payment;
  const name = names.get(session.id) ?? 'Purchase';
  const price = money(charge.amount, charge.currency);
  const at = new Date(charge.created * 1000).toISOString();
  const heading = `${name}, ${price}`;
  return `<section aria-labelledby="${session.id}">
<h2 id="${session.id}">${escapeHtml(heading)}</h2>
<p class="details">${escapeHtml(standingOf(payment))}</p>
<p class="details"><time datetime="${at}">${at.slice(0, 19).replace('T', ' ')} UTC</time></p>
<form method="post">
<input type="hidden" name="payment" value="${session.id}">
${buttons(payment).join('\n')}
</form>
</section>`;
}

function standingOf({ charge, dispute, refunds }: PaymentState): string {
  if (charge.status === 'pending') return 'The money is on its way';
  if (charge.status === 'failed') return 'The payment failed';
  const refunded = money(charge.amount_refunded, charge.currency);
  const parts = [
    'Paid',
    ...(refunds.length > 0 ? [charge.refunded ? 'refunded in full' : `${refunded} refunded`] : []),
    ...(dispute ? [DISPUTES[dispute.status] ?? 'disputed'] : []),
  ];
  return parts.join(', ');
}

const DISPUTES: Readonly<Record<string, string>> = {
  needs_response: 'disputed',
  won: 'dispute won',
  lost: 'dispute lost',
};

/** The buttons of what can happen next, and of nothing else. */
function buttons({ session, charge, dispute, refunds }: PaymentState): string[] {
  if (charge.status === 'pending') {
    return [
      button('arrive', 'Let the money arrive', 'primary'),
      button('fail', 'Let the payment fail'),
    ];
  }
  if (charge.status === 'failed') return [];
  const left = charge.amount - charge.amount_refunded;
  const isOpen = dispute?.status === 'needs_response';
  return [
    ...(left > 0 ? [refundPart(session.id, left, charge.currency)] : []),
    ...(left > 0 ? [button('refund', `Refund all (${money(left, charge.currency)})`)] : []),
    ...(refunds.length > 0 ? [button('fail-refund', 'Let the last refund fail')] : []),
    ...(dispute ? [] : [button('dispute', 'Open a dispute')]),
    ...(isOpen ? [button('won', 'Dispute won'), button('lost', 'Dispute lost')] : []),
  ];
}

function refundPart(id: string, left: number, currency: string): string {
  const digits = digitsOf(currency);
  const half = (Math.ceil(left / 2) / 10 ** digits).toFixed(digits);
  const unit = currency.toUpperCase();
  return `<div class="part"><label for="amount-${id}">Amount in ${unit}</label>
<input id="amount-${id}" name="amount" inputmode="decimal" autocomplete="off" value="${half}">
${button('refund-part', 'Refund part')}</div>`;
}

function button(action: ControlAction, label: string, style = ''): string {
  const kind = style === '' ? '' : ` class="${style}"`;
  return `<button${kind} type="submit" name="action" value="${action}">${escapeHtml(label)}</button>`;
}
