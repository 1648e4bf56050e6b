/** Headers of a refusal that is sent before the hooks could run. */
export const bareHeaders = (requestId: string) => ({
  'x-request-id': requestId,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
});
