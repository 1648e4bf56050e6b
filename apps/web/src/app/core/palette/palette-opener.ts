import { Injector, Service, inject } from '@angular/core';
import { Session } from '../session/session';

/** Opens the palette over any page, once; its code is fetched with the first time. */
@Service()
export class PaletteOpener {
  private readonly injector = inject(Injector);
  private readonly session = inject(Session);
  private isOpen = false;

  /** Cmd+K and Ctrl+K, also while something is typed. */
  openByKey(event: KeyboardEvent): void {
    const isShortcut = (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey;
    if (!isShortcut || event.key.toLowerCase() !== 'k' || !this.session.signedIn()) return;
    event.preventDefault();
    void this.open();
  }

  async open(): Promise<void> {
    if (this.isOpen) return;
    this.isOpen = true;
    try {
      const [{ MatDialog }, { Palette }] = await Promise.all([
        import('@angular/material/dialog'),
        import('./palette'),
      ]);
      const dialog = this.injector.get(MatDialog).open(Palette, {
        ariaLabel: 'Search and commands',
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
