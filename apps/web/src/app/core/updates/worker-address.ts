import { trustedScript } from '../trusted-script';

/** The address of the worker. */
export function workerAddress(): string {
  return trustedScript('prome-dify#worker', '/worker.js');
}
