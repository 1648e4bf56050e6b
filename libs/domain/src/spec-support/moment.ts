/** When all sample rows were made, in epoch milliseconds. */
export const NOW = 1_800_000_000_000;
