/** What we promise a visitor, each in one sentence. */
export const PROMISES = [
  {
    title: 'The price before you send',
    text: 'An estimate stands under every message, made by the same function that bills it.',
  },
  {
    title: 'A receipt on every answer',
    text: 'Each answer shows the tokens it took. Stop it early and you pay for what you saw.',
  },
  {
    title: 'Never below zero',
    text: 'Tokens are set aside before an answer begins, and the rest comes back when it ends.',
  },
  {
    title: 'Nothing gets lost',
    text: 'Reload, lose the network, change the device: the answer goes on where you left it.',
  },
] as const;
