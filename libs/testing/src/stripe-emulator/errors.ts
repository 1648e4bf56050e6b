/** Body of every refusal, as Stripe words it. */
export interface StripeErrorBody {
  readonly error: {
    readonly type: string;
    readonly message: string;
    readonly code?: string;
    readonly param?: string;
    readonly request_log_url?: string;
  };
}

/** A refusal on its way to the client of the emulator. */
export class StripeRefusal extends Error {
  constructor(
    readonly status: number,
    readonly body: StripeErrorBody,
  ) {
    super(body.error.message);
    this.name = 'StripeRefusal';
  }
}

/** 400 for a parameter that Stripe would not take. */
export function invalidRequest(message: string, param?: string, code?: string): StripeRefusal {
  const details = { ...(code ? { code } : {}), ...(param ? { param } : {}) };
  return new StripeRefusal(400, { error: { type: 'invalid_request_error', message, ...details } });
}

/** 400 for a parameter that has to be there. */
export function missingParam(param: string): StripeRefusal {
  return invalidRequest(`Missing required param: ${param}.`, param, 'parameter_missing');
}

/** 404 for an id nobody knows; `kind` is the object's name in Stripe's wording. */
export function noSuch(kind: string, id: string, param = 'id'): StripeRefusal {
  const message = `No such ${kind}: '${id}'`;
  const error = { type: 'invalid_request_error', message, code: 'resource_missing', param };
  return new StripeRefusal(404, { error });
}

/** The refusal that a status stands for, worded like Stripe's; used for planned faults. */
export function refusalOfStatus(status: number): StripeRefusal {
  const type =
    status >= 500 ? 'api_error' : status === 429 ? 'rate_limit' : 'invalid_request_error';
  const code = status === 429 ? { code: 'rate_limit' } : {};
  const message = `The emulator was asked to answer ${status}`;
  return new StripeRefusal(status, { error: { type, message, ...code } });
}
