/** Limits that the API enforces and the client shows. Lengths are UTF-16 code units unless said. */
export const LIMITS = {
  emailMax: 254,
  passwordMin: 8,
  passwordMax: 128,
  messageMax: 32_000,
  titleMax: 120,
  /** Of what somebody says about an answer. */
  feedbackMax: 2_000,
  /** Characters of a search, and results that one page of it has at the most. */
  searchMax: 200,
  searchPageMax: 20,
  idempotencyKeyMax: 255,
  pageDefault: 50,
  pageMax: 200,
  /** Whole tokens, of a limit that users set themselves. */
  spendingLimitMax: 1_000_000_000_000,
  /** Bytes of a JSON body. */
  bodyBytesMax: 200_000,
  /** Levels of nesting in a JSON body. */
  bodyDepthMax: 20,
  /** Bytes of a payment webhook body. */
  webhookBytesMax: 1_000_000,
} as const;
