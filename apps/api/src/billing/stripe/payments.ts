import { randomBytes } from 'node:crypto';
import type { PaymentMode } from '@prome-dify/contracts';
import Stripe from 'stripe';
import type { Config } from '../../platform/config/config';
import { startEmulator } from './emulator';

/** How this process takes payments. */
export interface Payments {
  readonly mode: PaymentMode;
  /** Absent when payments are off. */
  readonly stripe?: Stripe;
  /** Absent when webhooks cannot be checked; purchases are then confirmed on return only. */
  readonly webhookSecret?: string;
  /** Where checkout pages may be beside Stripe's own: the stand-in's address. */
  readonly standIn?: URL;
  /** Where developers play bank and operator; only beside an emulator in this process. */
  readonly controlPage?: string;
  /** False when Stripe is played within this process, and forgets everything with it. */
  readonly keepsBooks: boolean;
  /** Ends the emulator, if this process runs one. */
  stop(): Promise<void>;
}

type Settings = Pick<
  Config,
  'production' | 'STRIPE_SECRET_KEY' | 'STRIPE_WEBHOOK_SECRET' | 'STRIPE_API_BASE'
>;

const TIMEOUT_MS = 10_000;
const NETWORK_RETRIES = 1;
/** Lets nobody in but the emulator. */
const EMULATOR_KEY = 'sk_test_emulator';

/**
 * Sets payments up from the configuration: Stripe itself, a stand-in at `STRIPE_API_BASE`, or
 * (without a key, outside production) an emulator in this process.
 * @param webhookUrl where this server takes webhooks; `null` until it listens
 */
export async function setUpPayments(
  config: Settings,
  webhookUrl: () => string | null,
): Promise<Payments> {
  const { production, STRIPE_SECRET_KEY: key, STRIPE_API_BASE: base } = config;
  const webhookSecret = config.STRIPE_WEBHOOK_SECRET;
  if (key === undefined && production) return { mode: 'off', keepsBooks: false, stop: nothing };
  if (key === undefined && base === undefined) return emulated(webhookUrl, webhookSecret);
  const standIn = base === undefined ? undefined : new URL(base);
  return {
    mode: modeOf(key, standIn),
    stripe: sdk(key ?? EMULATOR_KEY, standIn),
    keepsBooks: true,
    stop: nothing,
    ...(webhookSecret === undefined ? {} : { webhookSecret }),
    ...(standIn === undefined ? {} : { standIn }),
  };
}

async function emulated(
  webhookUrl: () => string | null,
  configured: string | undefined,
): Promise<Payments> {
  const webhookSecret = configured ?? `whsec_${randomBytes(24).toString('hex')}`;
  const emulator = await startEmulator(webhookUrl, webhookSecret);
  const standIn = new URL(emulator.url);
  const stripe = sdk(EMULATOR_KEY, standIn);
  const stop = () => emulator.stop();
  const about = { mode: 'emulator', keepsBooks: false, controlPage: emulator.controlPage } as const;
  return { ...about, stripe, webhookSecret, standIn, stop };
}

function modeOf(key: string | undefined, standIn: URL | undefined): PaymentMode {
  if (key !== undefined && /^(sk|rk)_live_/.test(key)) return 'live';
  return standIn === undefined ? 'test' : 'emulator';
}

function sdk(key: string, standIn: URL | undefined): Stripe {
  const limits = { timeout: TIMEOUT_MS, maxNetworkRetries: NETWORK_RETRIES, telemetry: false };
  if (!standIn) return new Stripe(key, limits);
  const protocol = standIn.protocol === 'https:' ? 'https' : 'http';
  const port = standIn.port === '' ? (protocol === 'https' ? 443 : 80) : Number(standIn.port);
  return new Stripe(key, { ...limits, host: standIn.hostname, port, protocol });
}

async function nothing(): Promise<void> {
  // There is no emulator to end.
}
