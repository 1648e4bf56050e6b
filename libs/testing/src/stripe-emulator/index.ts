export type { Verdict } from './disputes';
export type { StripeEmulator } from './emulator';
export { createStripeEmulator } from './emulator';
export type { FaultKind, PlannedFault } from './faults';
export type { StripeEmulatorOptions } from './options';
export type { Settlement } from './payments';
export type { StripeEmulatorServer, StripeEmulatorServerOptions } from './start';
export { startStripeEmulator } from './start';
export type { Delivery } from './webhook-delivery';
