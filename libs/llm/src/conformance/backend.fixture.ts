import type { UpstreamProblem } from '../upstream/failure';

/** A scripted server of an upstream. */
interface ScriptedServer {
  clear(): void;
  stop(): Promise<void>;
}

/** A scripted server, and the back ends that talk to it. */
export abstract class BackendFixture<Server extends ScriptedServer> {
  readonly problems: UpstreamProblem[] = [];
  private readonly backends: { close(): Promise<void> }[] = [];

  /** For settings: keeps what the operator is told. */
  protected readonly onProblem = (problem: UpstreamProblem) => this.problems.push(problem);

  protected constructor(
    readonly server: Server,
    private readonly normal: () => void,
  ) {}

  /** Closes this one with the others. */
  protected opened<Backend extends { close(): Promise<void> }>(backend: Backend): Backend {
    this.backends.push(backend);
    return backend;
  }

  /** Ready for the next test. */
  async reset(): Promise<void> {
    await Promise.all(this.backends.splice(0).map((backend) => backend.close()));
    this.problems.length = 0;
    this.server.clear();
    this.normal();
  }

  async stop(): Promise<void> {
    await this.reset();
    await this.server.stop();
  }
}
