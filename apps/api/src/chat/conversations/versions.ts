import type { MessageVersion } from '@prome-dify/contracts';
import type { SiblingRow } from './branch.repository';

/** The version that a message is, by its id, for those that have others; siblings oldest first. */
export function versionsOf(siblings: readonly SiblingRow[]): ReadonlyMap<string, MessageVersion> {
  const versions = new Map<string, MessageVersion>();
  for (const group of Map.groupBy(siblings, ({ parentId }) => parentId).values()) {
    if (group.length === 1) continue;
    group.forEach(({ id }, index) => {
      versions.set(id, {
        number: index + 1,
        count: group.length,
        previousId: group[index - 1]?.id ?? null,
        nextId: group[index + 1]?.id ?? null,
      });
    });
  }
  return versions;
}
