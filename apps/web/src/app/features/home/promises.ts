/** What we promise a visitor, each in one sentence. */
export const PROMISES = [
  {
    title: () => $localize`:@@home.promise-price:The price before you send`,
    text: () =>
      $localize`:@@home.promise-price-text:An estimate stands under every message, made by the same function that bills it.`,
  },
  {
    title: () => $localize`:@@home.promise-receipt:A receipt on every answer`,
    text: () =>
      $localize`:@@home.promise-receipt-text:Each answer shows the tokens it took. Stop it early and you pay for what you saw.`,
  },
  {
    title: () => $localize`:@@home.promise-ceiling:Never below zero`,
    text: () =>
      $localize`:@@home.promise-ceiling-text:Tokens are set aside before an answer begins, and the rest comes back when it ends.`,
  },
  {
    title: () => $localize`:@@home.promise-safe:Nothing gets lost`,
    text: () =>
      $localize`:@@home.promise-safe-text:Reload, lose the network, change the device: the answer goes on where you left it.`,
  },
] as const;
