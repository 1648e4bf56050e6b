import { Service, inject } from '@angular/core';
import type { ChatRequest } from '@prome-dify/contracts';
import { uuidv4 } from 'uuidv7';
import { Session } from '../../../core/session/session';
import { BrowserStorage } from '../../../core/storage/browser-storage';
import { USER_KEYS } from '../../../core/storage/user-keys';

/** A message on its way. Its key makes a repeated send attach to the first one. */
export interface Unsent {
  readonly text: string;
  readonly key: string;
  /** Where in the conversation it belongs. */
  readonly place?: Place;
}

type Place = Pick<ChatRequest, 'parentId' | 'regenerate'>;

interface Stored {
  readonly draft: string;
  readonly unsent: Unsent | null;
}

const NOTHING: Stored = { draft: '', unsent: null };

/**
 * What has been written and not yet accepted, per conversation (`null` is the new one). It outlives
 * reloads, errors and the end of the session; logging out forgets it.
 */
@Service()
export class Drafts {
  private readonly storage = inject(BrowserStorage);
  private readonly session = inject(Session);

  /** What belongs into the composer; with `recover` also a message that never arrived. */
  text(conversationId: string | null, recover: boolean): string {
    const { draft, unsent } = this.read(conversationId);
    return [recover ? unsent?.text : '', draft].filter(Boolean).join('\n\n');
  }

  save(conversationId: string | null, draft: string): void {
    this.write(conversationId, { ...this.read(conversationId), draft });
  }

  /** Keeps a message until it is accepted. The same message keeps the key of its earlier try. */
  send(conversationId: string | null, text: string, place: Place = {}): Unsent {
    const { draft, unsent: earlier } = this.read(conversationId);
    const isSame = earlier?.text === text && isEqual(earlier.place ?? {}, place);
    const unsent = isSame ? earlier : { text, key: uuidv4(), place };
    this.write(conversationId, { draft, unsent });
    return unsent;
  }

  /** The server has it. */
  accepted(conversationId: string | null): void {
    this.write(conversationId, { ...this.read(conversationId), unsent: null });
  }

  /** The server does not want it as it is: the next try is a new message with a key of its own. */
  refused(conversationId: string | null): void {
    const stored = this.read(conversationId);
    const unsent = stored.unsent && { ...stored.unsent, key: uuidv4() };
    this.write(conversationId, { ...stored, unsent });
  }

  private read(conversationId: string | null): Stored {
    return parse(this.storage.read(this.key(conversationId)) ?? '{}');
  }

  private write(conversationId: string | null, stored: Stored): void {
    const key = this.key(conversationId);
    if (stored.draft === '' && stored.unsent === null) this.storage.remove(key);
    else this.storage.write(key, JSON.stringify(stored));
  }

  private key(conversationId: string | null): string {
    return `${USER_KEYS}${this.session.userId()}:draft:${conversationId ?? 'new'}`;
  }
}

function isEqual(one: Place, other: Place): boolean {
  return one.parentId === other.parentId && one.regenerate === other.regenerate;
}

/** What cannot be read was not written by us, and is nothing to keep. */
function parse(stored: string): Stored {
  try {
    return { ...NOTHING, ...(JSON.parse(stored) as Partial<Stored>) };
  } catch {
    return NOTHING;
  }
}
