import type { LanguageModelV4 } from '@ai-sdk/provider';
import { members, type Members } from '../json';

/** What the packages of all vendors take. */
export interface VendorOptions {
  readonly apiKey: string;
  readonly baseURL?: string;
  readonly fetch?: typeof fetch;
}

/** Makes a model of one vendor; nothing is sent before it is asked. */
export type Vendor = (model: string, options: VendorOptions) => LanguageModelV4;

/** What its package makes of the options. */
interface Provider {
  languageModel(model: string): LanguageModelV4;
}

/** A vendor that cannot be used; the message says why, and names nothing that was set up. */
export class VendorProblem extends Error {}

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * Loads the package `@ai-sdk/<name>`, which speaks the protocol of that vendor. Those of Anthropic
 * and Google come along; the operator may install others. Throws a VendorProblem.
 */
export async function loadVendor(name: string): Promise<Vendor> {
  const make = factoryOf(await load(name), name);
  const vendor: Vendor = (model, options) => make(options).languageModel(model);
  if (vendor('any', { apiKey: 'none' }).specificationVersion !== 'v4') {
    throw new VendorProblem('has a package of another version of the AI SDK than this one');
  }
  return vendor;
}

async function load(name: string): Promise<Members> {
  if (!NAME.test(name)) throw new VendorProblem('must be a name like anthropic');
  try {
    return members(await import(`@ai-sdk/${name}`));
  } catch {
    throw new VendorProblem('has no package @ai-sdk/<vendor> that is installed');
  }
}

/** `createAnthropic` of `anthropic`, `createAmazonBedrock` of `amazon-bedrock`. */
function factoryOf(exported: Members, name: string): (options: VendorOptions) => Provider {
  const wanted = `create${name.replaceAll('-', '')}`;
  const found = Object.entries(exported).find(([member]) => member.toLowerCase() === wanted);
  if (typeof found?.[1] !== 'function') throw new VendorProblem('makes no models');
  return found[1] as (options: VendorOptions) => Provider;
}
