import { Counter, Gauge } from 'prom-client';

/** Answers that are written at this moment, in this process. */
export const generationsRunning = new Gauge({
  name: 'generations_running',
  help: 'Answers that are being written',
});

/** Answers that have ended; `status` is that of their message, `unsettled` when settling failed. */
export const generationsEnded = new Counter({
  name: 'generations_ended_total',
  help: 'Answers that have ended, by model and how',
  labelNames: ['model', 'status'] as const,
});
