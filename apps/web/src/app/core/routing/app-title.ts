import { Service, inject } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { TitleStrategy, type RouterStateSnapshot } from '@angular/router';

const PRODUCT = 'Prome-Dify';

/** Gives each page its title: "Billing · Prome-Dify". */
@Service()
export class AppTitle extends TitleStrategy {
  private readonly title = inject(Title);

  override updateTitle(snapshot: RouterStateSnapshot): void {
    this.show(this.buildTitle(snapshot));
  }

  /** For pages whose title is known only later, as a conversation's. */
  show(page: string | undefined): void {
    this.title.setTitle(page ? `${page} · ${PRODUCT}` : PRODUCT);
  }
}
