const TITLE_MAX = 60;

/** A title from the first message: its first line, cut at a word. */
export function titleOf(message: string): string {
  const line = message.trim().split('\n', 1)[0]?.replace(/\s+/g, ' ').trim() ?? '';
  const characters = Array.from(line);
  if (characters.length <= TITLE_MAX) return line || 'New conversation';
  const cut = characters.slice(0, TITLE_MAX).join('');
  const space = cut.lastIndexOf(' ');
  return `${space > TITLE_MAX / 2 ? cut.slice(0, space) : cut}…`;
}
