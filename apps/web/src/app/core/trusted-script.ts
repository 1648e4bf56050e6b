/** What browsers with trusted types make of an address from which a script may come. */
type TrustedAddress = string & { readonly trusted: unique symbol };

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ): { createScriptURL(address: string): TrustedAddress };
}

/** `address`, the only one that the policy of this name lets pass. A policy can be made once. */
export function trustedScript(policy: string, address: string): string {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  const createScriptURL = () => address;
  return trustedTypes?.createPolicy(policy, { createScriptURL }).createScriptURL('') ?? address;
}
