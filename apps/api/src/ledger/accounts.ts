/** System accounts are the other side of every transfer; their balance is only ever a sum. */
export const SYSTEM_ACCOUNTS = {
  grants: 'sys:grants',
  purchases: 'sys:purchases',
  usage: 'sys:usage',
  adjustments: 'sys:adjustments',
} as const;

export type SystemAccount = (typeof SYSTEM_ACCOUNTS)[keyof typeof SYSTEM_ACCOUNTS];

/** Holds the tokens a user may spend; never below zero. */
export const userAccount = (userId: string): string => `user:${userId}`;

/** Holds what a user owes after a refund of spent tokens, as a number that is never above zero. */
export const debtAccount = (userId: string): string => `debt:${userId}`;
