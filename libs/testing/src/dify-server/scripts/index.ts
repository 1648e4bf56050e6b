import type { DifyScript } from '../dify-app-call';
import { TRANSCRIPTS } from './transcripts';
import { TROUBLES } from './troubles';

export { difyAnswering, difyWireUsage, type DifyAnswering, type DifyApp } from './answering';

const SCRIPTS = { ...TRANSCRIPTS, ...TROUBLES };

export type DifyScriptName = keyof typeof SCRIPTS;

/** Scripts by name: how apps of every kind answer, and how they fail. */
export const DIFY_SCRIPTS: Readonly<Record<DifyScriptName, DifyScript>> = SCRIPTS;
