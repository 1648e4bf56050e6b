/** How an upstream sends its answer. */
export interface Shape {
  readonly deltas: number;
  /** Time between two deltas, ms; 0: without any pause. */
  readonly paceMs: number;
}

/** The shapes, by the name of the model that answers in it. */
export const SHAPES = {
  burst: { deltas: 200, paceMs: 0 },
  paced: { deltas: 200, paceMs: 40 },
  fast: { deltas: 200, paceMs: 4 },
} as const satisfies Readonly<Record<string, Shape>>;

export type ShapeName = keyof typeof SHAPES;
