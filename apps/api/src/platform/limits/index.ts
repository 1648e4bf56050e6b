export { LimitsModule } from './limits.module';
export { MemoryRateWindows } from './memory-rate-windows';
export { networkOf } from './network';
export { RateLimits } from './rate-limits';
export { tellingRates, TellsRateLimits } from './rate-report';
export type { RateKey, RateRule } from './rate-windows';
