/** How far the ranks of two samples are apart, in standard deviations (Mann-Whitney). */
export function rankSumZ(a: readonly number[], b: readonly number[]): number {
  const wins = a.reduce((sum, x) => sum + b.filter((y) => x > y).length, 0);
  const mean = (a.length * b.length) / 2;
  return (wins - mean) / Math.sqrt((mean * (a.length + b.length + 1)) / 6);
}

/** Both kinds of sample, `each` times, in a random order: what else the machine does hits both. */
export function interleaved(each: number, seed: number): boolean[] {
  const order = Array.from({ length: 2 * each }, (_, n) => n % 2 === 0);
  let state = seed;
  for (let last = order.length - 1; last > 0; last -= 1) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    const other = state % (last + 1);
    [order[last], order[other]] = [order[other] ?? false, order[last] ?? false];
  }
  return order;
}
