import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { Listening } from './roles/listen';
import type { Account, Job, Order, Told } from './roles/load';

/** The operating system counts processor time in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/** A part of the benchmark in a process of its own: this program again, told what to be. */
class Role {
  protected constructor(protected readonly child: ChildProcess) {}

  protected static spawn(name: string, ...args: string[]): ChildProcess {
    return fork(process.argv[1] ?? '', [name, ...args], { serialization: 'advanced' });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  async stop(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}

/** A server of the benchmark. */
export class ServerRole extends Role {
  private constructor(
    child: ChildProcess,
    readonly url: string,
  ) {
    super(child);
  }

  static async start(name: string, ...args: string[]): Promise<ServerRole> {
    const child = Role.spawn(name, ...args);
    const [{ port }] = (await once(child, 'message')) as [Listening];
    return new ServerRole(child, `http://127.0.0.1:${port}`);
  }
}

/** The readers. */
export class LoadRole extends Role {
  static async start(): Promise<LoadRole> {
    const child = Role.spawn('load');
    await once(child, 'message');
    return new LoadRole(child);
  }

  /** Begins a job; resolves when every reader has read something. */
  async begin(job: Job): Promise<void> {
    await this.order({ begin: job });
  }

  /** What was read since the last account. */
  async account(): Promise<Account> {
    const told = await this.order('account');
    if (told === 'all are reading') throw new Error('the readers began only now');
    return told.account;
  }

  /** Ends all readers. */
  leave(): void {
    this.child.send('leave' satisfies Order);
  }

  private async order(order: Order): Promise<Told> {
    const answer = once(this.child, 'message', { signal: AbortSignal.timeout(60_000) });
    this.child.send(order);
    const [told] = (await answer) as [Told];
    return told;
  }
}

/** Processor time of a process so far, s: its own and the system's for it. */
export async function cpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
