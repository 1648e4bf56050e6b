/** Long enough for any browser to begin with it. */
const KEPT_MS = 60_000;

/** Hands a file to the browser, which saves it as it saves files. It makes a safe name of any. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
