import { Injector, Service, inject } from '@angular/core';

/** Opens the list of keys over any page, once; its code is fetched with the first time. */
@Service()
export class ShortcutsHelp {
  private readonly injector = inject(Injector);
  private isOpen = false;

  async open(): Promise<void> {
    if (this.isOpen) return;
    this.isOpen = true;
    try {
      const [{ MatDialog }, { ShortcutsDialog }] = await Promise.all([
        import('@angular/material/dialog'),
        import('./shortcuts-dialog'),
      ]);
      const dialog = this.injector.get(MatDialog).open(ShortcutsDialog);
      dialog.afterClosed().subscribe(() => (this.isOpen = false));
    } catch {
      // The code could not be fetched; the next try may find a network.
      this.isOpen = false;
    }
  }
}
