import { PhaseTimer, type TimedOut } from './phase-timer';

function until(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

describe('PhaseTimer', () => {
  let expired: TimedOut[];

  beforeEach(() => {
    expired = [];
  });

  function start(totalMs: number): PhaseTimer {
    return new PhaseTimer(totalMs, (kind) => expired.push(kind));
  }

  it('tells which phase lasted too long', async () => {
    const timer = start(5_000);
    timer.enter('slow_start', 5);
    timer.enter('silent', 20);
    await until(60);
    timer.stop();
    expect(expired).toEqual(['silent']);
  });

  it('gives a refreshed phase its whole time, and the whole none', async () => {
    const timer = start(100);
    timer.enter('silent', 90);
    for (let turn = 0; turn < 8; turn += 1) {
      await until(20);
      timer.refresh();
    }
    timer.stop();
    expect(expired).toEqual(['too_long']);
  });

  it('times nothing while it has left its phase, and goes on when refreshed', async () => {
    const timer = start(5_000);
    timer.enter('silent', 10);
    timer.leave();
    await until(40);
    expect(expired).toEqual([]);
    timer.refresh();
    await until(40);
    timer.stop();
    expect(expired).toEqual(['silent']);
  });

  it('is over when it was stopped', async () => {
    const timer = start(20);
    timer.enter('silent', 10);
    timer.stop();
    timer.enter('silent', 10);
    timer.refresh();
    await until(50);
    expect(expired).toEqual([]);
  });
});
