/** The running emulator, as far as payments need to know it. */
export interface RunningEmulator {
  /** Where the Stripe SDK is pointed at. */
  readonly url: string;
  /** Where developers do to payments what banks and operators do. */
  readonly controlPage: string;
  stop(): Promise<void>;
}

/**
 * Starts the Stripe emulator in this process. It is loaded here and nowhere else, and only when it
 * is wanted, so that a production server never contains it.
 * @param webhookUrl where this server takes webhooks; `null` until it listens
 */
export async function startEmulator(
  webhookUrl: () => string | null,
  webhookSecret: string,
): Promise<RunningEmulator> {
  const { startStripeEmulator } = await import('@prome-dify/testing');
  return startStripeEmulator({ webhookUrl, webhookSecret });
}
