import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  deltaChunk,
  frame,
  MODEL_SCRIPTS,
  mixture,
  startModelServer,
  usageChunk,
  wireUsage,
  type ModelScript,
  type ModelScriptName,
  type ModelServer,
} from '@prome-dify/testing';
import { Chance } from '../simulation/spec-support/chance';

/** How an answer ends: the reason of `done`, or the code of `error`; `any` where chance decides. */
export type End =
  'complete' | 'length' | 'model_failed' | 'model_unavailable' | 'model_timeout' | 'any';

/** Where an upstream is that is not the scripted server. */
export type Place = 'noName' | 'refused' | 'noTls' | 'hasty';

/** One upstream; without a script and a place it leads somewhere else. */
export interface Upstream {
  /** Its number and what it does. */
  readonly id: string;
  readonly end: End;
  readonly script?: ModelScript;
  readonly place?: Place;
}

/** Numbers of the scripts of hostile upstreams, with the scripts that play them. */
const SCRIPTED: readonly (readonly [number, End, readonly ModelScriptName[]])[] = [
  [1, 'complete', ['normal']],
  [2, 'complete', ['splitEveryByte', 'splitCrLf']],
  [3, 'complete', ['onePacket']],
  [4, 'complete', ['mixedLineEnds']],
  [5, 'complete', ['noDone']],
  [6, 'model_failed', ['doneFirst']],
  [7, 'complete', ['contentAfterDone']],
  [8, 'complete', ['noUsage', 'noStreamOptions']],
  [9, 'complete', ['usageNullThenFinal']],
  [9, 'model_failed', ['usageCutOff']],
  [10, 'complete', ['usageTwice', 'usageCached']],
  [11, 'complete', ['usageZero']],
  [12, 'complete', ['usageNegative']],
  [13, 'complete', ['usageHuge']],
  [14, 'complete', ['usageString', 'usageArray']],
  [15, 'complete', ['usageFloat', 'usageNaN']],
  [16, 'complete', ['usageWrongTotal', 'usageCachedOverPrompt']],
  [17, 'complete', ['usageOverLimit']],
  [18, 'length', ['finishLength']],
  [18, 'complete', ['finishContentFilter', 'finishUnknown', 'finishMissing']],
  [19, 'complete', ['emptyChoices']],
  [20, 'complete', ['nullChoices']],
  [21, 'complete', ['nullDelta']],
  [22, 'complete', ['contentNotText', 'reasoning']],
  [23, 'complete', ['toolCalls']],
  [24, 'complete', ['badJsonOnce']],
  [24, 'model_failed', ['badJsonAlways']],
  // Complete where its end comes together with the line, cut where the line comes first.
  [25, 'any', ['longLine']],
  [25, 'model_failed', ['hugeLine', 'endlessLine']],
  [26, 'length', ['tinyChunks', 'flood']],
  [26, 'model_failed', ['emptyFlood']],
  [27, 'length', ['endless']],
  [28, 'model_failed', ['errorObject200']],
  [28, 'complete', ['notStreamed']],
  [29, 'model_failed', ['html200']],
  [30, 'model_unavailable', ['unauthorized', 'forbidden']],
  [31, 'model_unavailable', ['unknownModel']],
  [32, 'model_timeout', ['requestTimeout']],
  [33, 'model_failed', ['tooLarge', 'badRequest']],
  [34, 'model_unavailable', ['rateLimited', 'rateLimitedDate', 'rateLimitedAbsurd']],
  [34, 'model_unavailable', ['rateLimitedShortly']],
  [35, 'model_failed', ['serverError']],
  [35, 'model_unavailable', ['badGateway', 'unavailable', 'overloaded']],
  [35, 'model_timeout', ['gatewayTimeout']],
  [36, 'model_failed', ['errorMidStream']],
  [37, 'model_unavailable', ['redirect']],
  [38, 'model_failed', ['resetBeforeHeaders', 'resetAfterHeaders', 'resetMidEvent']],
  [38, 'model_failed', ['resetMidAnswer']],
  [39, 'model_timeout', ['hang', 'silentAfterHeaders', 'silentMidAnswer']],
  [39, 'complete', ['silentAfterFinish']],
  [40, 'model_timeout', ['drip', 'slow']],
  [41, 'model_failed', ['closeMidAnswer']],
  [42, 'model_failed', ['wrongLength', 'moreThanPromised']],
  [43, 'model_failed', ['chunkedGarbage']],
  [44, 'model_failed', ['gzipped', 'brotli']],
  [49, 'model_failed', ['secretsInError']],
  [50, 'complete', ['nulAndSurrogates']],
  [51, 'complete', ['sseInjection']],
  [52, 'complete', ['markdown']],
  [53, 'complete', ['emptyAnswer']],
];

const PLACED: readonly Upstream[] = [
  { id: '37 redirectElsewhere', end: 'model_unavailable' },
  { id: '45 noName', end: 'model_unavailable', place: 'noName' },
  { id: '46 refused', end: 'model_unavailable', place: 'refused' },
  { id: '47 noTls', end: 'model_unavailable', place: 'noTls' },
  { id: '48 hasty', end: 'complete', place: 'hasty' },
];

/** All sixty, in one or more forms; 54 to 60 are mixtures by seed. */
export function hostileUpstreams(seed: number): readonly Upstream[] {
  const scripted = SCRIPTED.flatMap(([number, end, names]) =>
    names.map((name) => ({ id: `${number} ${name}`, end, script: MODEL_SCRIPTS[name] })),
  );
  const mixed = [54, 55, 56, 57, 58, 59, 60].map((number): Upstream => {
    const chance = new Chance(seed + number);
    return { id: `${number} mixture`, end: 'any', script: mixture(() => chance.next()) };
  });
  return [...scripted, ...PLACED, ...mixed];
}

/** The servers beside the scripted one. */
export interface Elsewhere {
  /** Where a redirect leads to; it must never be asked. */
  readonly trap: ModelServer;
  readonly urls: Readonly<Record<Place, string>>;
  stop(): Promise<void>;
}

const ANSWER = [deltaChunk({ content: 'Early.' }), deltaChunk({}, 'stop')]
  .concat(usageChunk(wireUsage(12, 2)))
  .map(frame)
  .join('');

/** Starts them: one answers before it has read the question. */
export async function startElsewhere(): Promise<Elsewhere> {
  const trap = await startModelServer();
  const hasty = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(ANSWER + frame('[DONE]'));
  });
  await new Promise<void>((resolve) => hasty.listen(0, '127.0.0.1', resolve));
  return {
    trap,
    urls: {
      noName: 'http://no-such-host.invalid/v1',
      refused: 'http://127.0.0.1:9/v1',
      noTls: trap.url.replace('http:', 'https:'),
      hasty: `http://127.0.0.1:${(hasty.address() as AddressInfo).port}/v1`,
    },
    stop: async () => {
      hasty.closeAllConnections();
      await Promise.all([trap.stop(), new Promise((resolve) => hasty.close(resolve))]);
    },
  };
}
