import { httpResource } from '@angular/common/http';
import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { PackagesAnswer } from '@prome-dify/contracts';
import { LanguageChoice } from '../../core/language/language-choice';
import { Session } from '../../core/session/session';
import { failureOf } from '../../core/http/failure';
import { Button } from '../../ui/button';
import { LoadFailed } from '../../ui/load-failed';
import { PriceCard } from '../../ui/price-card';
import { Skeleton } from '../../ui/skeleton';
import { PROMISES } from './promises';
import { SampleAnswer } from './sample-answer';

/** What this is, what it costs, and the way in. */
@Component({
  selector: 'pd-home-page',
  imports: [Button, LanguageChoice, LoadFailed, PriceCard, RouterLink, SampleAnswer, Skeleton],
  templateUrl: './home-page.html',
})
export class HomePage {
  protected readonly session = inject(Session);
  protected readonly promises = PROMISES;
  protected readonly packages = httpResource<PackagesAnswer>(() => '/api/billing/packages');
  protected readonly reason = computed(() => failureOf(this.packages.error()).message);
}
