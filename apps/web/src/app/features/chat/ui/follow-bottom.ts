import { DestroyRef, Directive, ElementRef, afterNextRender, inject, signal } from '@angular/core';
import { INITIAL_PIN, pinAfterScroll, type Pin } from './scroll-pin';

/**
 * Keeps a growing log at its end while its reader is there, and lets go at once when they scroll up.
 * Tells by `away` whether there is something below that they do not see.
 */
@Directive({
  selector: '[pdFollowBottom]',
  exportAs: 'followBottom',
})
export class FollowBottom {
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private pin: Pin = INITIAL_PIN;
  private readonly unpinned = signal(false);

  readonly away = this.unpinned.asReadonly();

  constructor() {
    const watcher = new ResizeObserver(() => this.follow());
    inject(DestroyRef).onDestroy(() => watcher.disconnect());
    afterNextRender(() => {
      watcher.observe(this.element);
      for (const child of this.element.children) watcher.observe(child);
      // Not bound in the host: each piece of an answer scrolls, and the page need not be checked then.
      this.element.addEventListener('scroll', () => this.noticeScroll(), { passive: true });
      this.element.addEventListener('wheel', (event) => this.noticeWheel(event), { passive: true });
    });
  }

  /** Goes to the end and stays there. */
  toBottom(): void {
    this.set({ ...this.pin, pinned: true });
    this.follow();
  }

  /** Lets go of the end, and shows this element. */
  show(element: Element): void {
    this.set({ ...this.pin, pinned: false });
    element.scrollIntoView({ block: 'center' });
  }

  /** Call before content below is replaced, so that what is above stays; call the result after it. */
  letGo(): () => void {
    this.set({ ...this.pin, pinned: false });
    return () => {
      document.activeElement?.scrollIntoView({ block: 'nearest' });
      this.set(pinAfterScroll(this.pin, this.element));
    };
  }

  /** Call before content is put above what is in view; call the result once it is there. */
  keepPlace(): () => void {
    const fromEnd = this.element.scrollHeight - this.element.scrollTop;
    return () => (this.element.scrollTop = this.element.scrollHeight - fromEnd);
  }

  private noticeScroll(): void {
    this.set(pinAfterScroll(this.pin, this.element));
  }

  /** The wheel speaks before the scrolling does, which may be a frame too late. */
  private noticeWheel({ deltaY }: WheelEvent): void {
    const scrolls = this.element.scrollHeight > this.element.clientHeight;
    if (deltaY < 0 && scrolls) this.set({ ...this.pin, pinned: false });
  }

  private follow(): void {
    if (this.pin.pinned) this.element.scrollTop = this.element.scrollHeight;
  }

  private set(pin: Pin): void {
    this.pin = pin;
    this.unpinned.set(!pin.pinned);
  }
}
