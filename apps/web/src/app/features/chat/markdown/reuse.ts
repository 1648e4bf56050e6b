import type { Block, ListItem } from './block';

/**
 * `next`, with every block that has not changed taken from `before`: what is the same object is not
 * drawn again.
 */
export function reuseBlocks(before: readonly Block[], next: readonly Block[]): readonly Block[] {
  return next.map((block, index) => reuseBlock(before[index], block));
}

function reuseBlock(before: Block | undefined, next: Block): Block {
  if (before?.kind !== next.kind) return next;
  if (before.raw === next.raw) return before;
  if (before.kind === 'list' && next.kind === 'list') {
    return {
      ...next,
      items: next.items.map((item, index) => reuseItem(before.items[index], item)),
    };
  }
  if (before.kind === 'quote' && next.kind === 'quote') {
    return { ...next, blocks: reuseBlocks(before.blocks, next.blocks) };
  }
  return next;
}

function reuseItem(before: ListItem | undefined, next: ListItem): ListItem {
  if (!before) return next;
  return before.raw === next.raw
    ? before
    : { ...next, blocks: reuseBlocks(before.blocks, next.blocks) };
}
