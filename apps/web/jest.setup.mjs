// Texts are tagged with `$localize`; without a dictionary they are English.
await import('@angular/localize/init');

// Specs of plain logic say `@jest-environment node` and do without the framework, which takes a second.
if (typeof document === 'undefined') {
  Object.defineProperty(navigator, 'onLine', { value: true, configurable: true });
} else {
  await import('@angular/compiler');
  await import('@testing-library/jest-dom/jest-globals');
  const { setupZonelessTestEnv } = await import('jest-preset-angular/setup-env/zoneless/index.mjs');
  setupZonelessTestEnv({ errorOnUnknownElements: true, errorOnUnknownProperties: true });
}
