/** The database's name of a property: `priceUsd` is stored in the column `price_usd`. */
export function columnName(property: string | symbol): string {
  return String(property).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
