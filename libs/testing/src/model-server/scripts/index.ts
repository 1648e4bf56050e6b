import type { ModelScript } from '../model-call';
import { answering, WORDS } from './answering';
import { BREAKS } from './breaks';
import { COUNTS } from './counts';
import { FRAMING } from './framing';
import { REFUSALS } from './refusals';
import { SHAPES } from './shapes';

export { answering, type Answering } from './answering';
export { mixture } from './mixture';

const SCRIPTS = {
  normal: answering({ deltas: WORDS }),
  /** Twenty words a second for two minutes: time enough to stop it. */
  slow: answering({
    deltas: Array.from({ length: 2_400 }, (_, word) => `word${word} `),
    paceMs: 50,
  }),
  ...FRAMING,
  ...COUNTS,
  ...SHAPES,
  ...REFUSALS,
  ...BREAKS,
};

export type ModelScriptName = keyof typeof SCRIPTS;

/** Scripts by name: how model servers of the world behave, and how the worst could. */
export const MODEL_SCRIPTS: Readonly<Record<ModelScriptName, ModelScript>> = SCRIPTS;
