import { httpResource } from '@angular/common/http';
import { Service, computed, inject, signal } from '@angular/core';
import type { ModelsAnswer } from '@prome-dify/contracts';
import { BrowserStorage } from '../../../core/storage/browser-storage';

/** Not a person's secret: the choice stays with the browser. */
const KEY = 'model';

/** The models that may answer, and the one that was chosen. */
@Service()
export class Models {
  private readonly storage = inject(BrowserStorage);
  private readonly answer = httpResource<ModelsAnswer>(() => '/api/models');
  private readonly wanted = signal(this.storage.read(KEY));

  readonly all = computed(() => (this.answer.hasValue() ? this.answer.value().models : []));
  /** The model of the next answer; `null` until known, then the server takes its default. */
  readonly chosen = computed(() => {
    const models = this.all();
    const fallback = this.answer.hasValue() ? this.answer.value().default : null;
    return (
      models.find(({ id }) => id === this.wanted()) ??
      models.find(({ id }) => id === fallback) ??
      null
    );
  });

  /** Asks once more if there was no answer. */
  retry(): void {
    if (this.answer.error()) this.answer.reload();
  }

  choose(id: string): void {
    this.wanted.set(id);
    this.storage.write(KEY, id);
  }
}
