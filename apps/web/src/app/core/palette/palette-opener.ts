import { Injector, Service, inject } from '@angular/core';

/** Opens the palette over any page, once; its code is fetched with the first time. */
@Service()
export class PaletteOpener {
  private readonly injector = inject(Injector);
  private isOpen = false;

  async open(): Promise<void> {
    if (this.isOpen) return;
    this.isOpen = true;
    try {
      const [{ MatDialog }, { Palette }] = await Promise.all([
        import('@angular/material/dialog'),
        import('./palette'),
      ]);
      const dialog = this.injector.get(MatDialog).open(Palette, {
        ariaLabel: $localize`:@@palette.label:Search and commands`,
        position: { top: '10dvh' },
        width: 'min(40rem, calc(100vw - 1.5rem))',
        maxWidth: '40rem',
      });
      dialog.afterClosed().subscribe(() => (this.isOpen = false));
    } catch {
      // The code could not be fetched; the next try may find a network.
      this.isOpen = false;
    }
  }
}
