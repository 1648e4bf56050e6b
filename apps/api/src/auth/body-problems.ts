/** What may be wrong with any body, and with whoever sends many. */
export const BODY_PROBLEMS = [
  'validation_failed',
  'invalid_json',
  'too_deep',
  'body_too_large',
  'unsupported_media_type',
  'rate_limited',
  'server_busy',
] as const;
